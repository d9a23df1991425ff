"""The ledger of problems has what was found, and crosses off what is settled: when, how and by which level."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.matters.problems import PROBLEMS
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import Narrowed
from sanling.foundation import clock
from tests.city import COUNTY, SIBLING_COUNTY, City
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
ELSEWHERE = f"{SIBLING_COUNTY}003001"


@pytest.fixture
def found(cast: Cast, workflows: None, city: City) -> list[Matter]:
    """Give a dispute that waits at a township, a hazard that a county settled, and a dispute that was refused."""
    dispute, refused = registered().matter, registered(division=ELSEWHERE).matter
    hazard = registered(kind="hazard", category="fire").matter
    now = clock.now()
    Matter.objects.filter(pk=hazard.pk).update(
        open=False, resolved_at=now, ended_at=now, outcome="settled", unit=city.centre(COUNTY)
    )
    Matter.objects.filter(pk=refused.pk).update(open=False, ended_at=now, outcome="refused")
    return [dispute, hazard, refused]


def listed(viewer: Viewer, **choices: str) -> set[int]:
    rows = PROBLEMS.find(viewer, Narrowed(choices=choices), clock.now())
    return set(rows.values_list("pk", flat=True))


def test_it_is_narrowed_to_how_each_stands_its_kind_and_its_level(found: list[Matter], cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    dispute, hazard, refused = (matter.pk for matter in found)
    assert listed(viewer) == {dispute, hazard, refused}
    assert listed(viewer, standing="open") == {dispute}
    assert listed(viewer, standing="settled") == {hazard}
    assert listed(viewer, standing="over") == {refused}
    assert listed(viewer, kind="hazard") == {hazard}
    assert listed(viewer, level="6") == {hazard}
    assert listed(viewer, level="9") == {dispute, refused}


def test_a_row_says_when_it_was_crossed_off_and_how(found: list[Matter], cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    rows = list(PROBLEMS.find(viewer, Narrowed(), clock.now()).order_by("pk"))
    sheet = PROBLEMS.sheets(viewer, clock.now())(rows)
    columns = PROBLEMS.columns([], Narrowed())
    told = {row.pk: {column.code: column.value(row, sheet) for column in columns} for row in rows}
    dispute, hazard, refused = (told[matter.pk] for matter in found)
    assert (dispute["standing"], dispute["settled"], dispute["how"]) == ("待解决", None, "")
    assert (hazard["standing"], hazard["level"]) == ("✓ 已解决", "县（区）")
    assert hazard["settled"]
    assert hazard["how"]
    assert refused["standing"] == "已了结，未解决"


def test_nobody_is_listed_what_they_may_not_see(found: list[Matter], cast: Cast) -> None:
    dispute, hazard, refused = (matter.pk for matter in found)
    assert refused not in listed(cast["intake_officer"].viewer)
    Matter.objects.filter(pk=dispute).update(confidentiality=3)
    assert listed(cast["city_peace_officer"].viewer) == {hazard, refused}
    assert not listed(cast["auditor"].viewer)
