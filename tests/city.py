"""A small part of Zhengzhou for the tests: real divisions, their units, a few grids with outlines."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.people.models import Unit
from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.models import Boundary, Division
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.datum import Datum
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_by_code
from tests.worlds import lays

TEST = SystemActor("test")
# Everything of the test city is valid from here; posts begin then.
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
CITY = "4101"
COUNTY, SIBLING_COUNTY = "410105", "410104"
TOWNSHIP, SIBLING_TOWNSHIP = "410105002", "410105001"
VILLAGE, SIBLING_VILLAGE = "410105002012", "410105002001"
ZONE_TOWNSHIP = "410191562"
GRIDS = 4
# Statistical codes: the last but one is the re-hung street of 郑东新区.
_VILLAGES = {
    VILLAGE,
    SIBLING_VILLAGE,
    "410105002010",
    "410105001003",
    "410105001006",
    "410104003001",
    "410104003002",
    "410105562001",
    "410122101001",
}
# A square of about a kilometre a grid, in a row from here to the east.
WEST, SOUTH, SIDE = 113.68, 34.78, 0.01


@dataclass(frozen=True)
class City:
    """The test city, and short ways to its units."""

    profile: Profile
    code: str = CITY

    def unit(self, code: str) -> Unit:
        """Return a unit by its code, such as "governance_centre-410105002"."""
        return Unit.objects.get(city=self.code, code=code)

    def centre(self, path: str) -> Unit:
        """Return the governance centre of a division."""
        return self.unit(f"governance_centre-{path}")


@cache
def divisions_csv() -> bytes:
    """Return the file of the test city's divisions."""
    with (profile_by_code("zhengzhou").folder / "divisions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kept = {code[:width] for code in _VILLAGES for width in (2, 4, 6, 9, 12)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "level"])
    writer.writerows([row["code"], row["name"], row["level"]] for row in rows if row["code"] in kept)
    return out.getvalue().encode()


def add_grids(village: str, square: Callable[[int], BaseGeometry]) -> None:
    """Give a village four grids with outlines."""
    names = ["第一网格", "第二网格", "第三网格", "第四网格"]
    grids = [
        Division(
            path=f"{village}{n:03d}",
            parent_id=village,
            level=15,
            name=names[n - 1],
            valid_from=BEGAN.date(),
        )
        for n in range(1, GRIDS + 1)
    ]
    Division.objects.bulk_create(grids)
    Boundary.objects.bulk_create(
        Boundary(
            division=grid,
            wkb=square(n).wkb,
            demonstration=True,
            source="test",
            valid_from=BEGAN.date(),
        )
        for n, grid in enumerate(grids)
    )


@lays
def laid_city() -> None:
    """Import the divisions, draw the grids, set the units up."""
    profile = profile_by_code("zhengzhou")
    result = import_divisions(
        actor=TEST, file=io.BytesIO(divisions_csv()), profiles=[profile], as_of=date(2023, 6, 30)
    )
    assert result.done, result.problems
    add_grids(VILLAGE, lambda n: shapely.box(WEST + n * SIDE, SOUTH, WEST + (n + 1) * SIDE, SOUTH + SIDE))
    set_up_units(actor=TEST, profile=profile, begins_on=BEGAN.date())


@pytest.fixture
def city(laid_city: None) -> City:
    """Zhengzhou with four counties, five townships, nine villages, and all their units; nobody works there yet."""
    return City(profile_by_code("zhengzhou"))


@pytest.fixture
def gcj_city(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test city keep its points and outlines in the datum of phones' maps."""
    monkeypatch.setitem(city.profile.part("territory").__dict__, "datum", Datum.GCJ02)
