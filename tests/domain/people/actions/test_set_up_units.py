"""The structure of a city, from the profile."""

from collections import Counter
from datetime import date

from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import centre_of, departments_at, unit_above, units_below
from sanling.foundation.audit.models import AuditRow
from tests.city import CITY, COUNTY, TEST, TOWNSHIP, VILLAGE, City


def test_city_and_county_have_one_peace_office_three_lead_and_fifteen_sector_departments(city: City) -> None:
    for path in (CITY, COUNTY, "410191"):
        kinds = Counter(Unit.objects.filter(division=path).values_list("kind", flat=True))
        assert (kinds["peace_office"], kinds["lead_department"], kinds["sector_department"]) == (1, 3, 15)


def test_a_village_has_one_three_one(city: City) -> None:
    template = next(unit for unit in city.profile.part("people").structure if unit.at == "village")
    roles = [post.role for post in template.posts]
    assert roles[:5] == [
        "village_secretary",
        "petition_agent",
        "safety_persuader",
        "community_police",
        "liaison",
    ]


def test_matters_go_up_from_village_to_city(city: City) -> None:
    unit: Unit | None = city.unit(f"village_committee-{VILLAGE}")
    way = []
    while unit := unit_above(unit) if unit else None:
        way.append(unit.code)
    assert way == [f"governance_centre-{path}" for path in (TOWNSHIP, COUNTY, CITY)]


def test_a_department_stands_under_its_own_kind_and_a_station_under_the_police(city: City) -> None:
    assert unit_above(city.unit(f"housing-{COUNTY}")) == city.unit(f"housing-{CITY}")
    assert unit_above(city.unit(f"police_station-{TOWNSHIP}")) == city.unit(f"police-{COUNTY}")
    committee = city.unit(f"mediation_committee-{TOWNSHIP}")
    assert unit_above(committee) == city.centre(TOWNSHIP)
    assert committee in units_below(city.centre(TOWNSHIP))


def test_a_centre_stands_where_the_profile_takes_in_reports(city: City) -> None:
    assert centre_of(TOWNSHIP) == city.centre(TOWNSHIP)
    assert centre_of(VILLAGE) is None


def test_departments_carry_their_lines(city: City) -> None:
    lines = {unit.code: unit.lines for unit in departments_at(COUNTY)}
    assert len(lines) == 18
    assert lines[f"petitions-{COUNTY}"] == ["petition", "places", "institutions", "petition_visit"]
    assert "property_management" in lines[f"housing-{COUNTY}"]


def test_units_have_names_in_both_languages(city: City) -> None:
    centre = city.centre(TOWNSHIP)
    assert (centre.name, centre.name_en) == ("花园路街道综治中心", "Huayuanlu Subdistrict Governance Centre")


def test_setting_up_again_adds_only_what_is_missing(city: City) -> None:
    Unit.objects.filter(code=f"police_station-{TOWNSHIP}").delete()
    assert set_up_units(actor=TEST, profile=city.profile, begins_on=date(2025, 1, 1)) == 1
    assert set_up_units(actor=TEST, profile=city.profile, begins_on=date(2025, 1, 1)) == 0


def test_it_leaves_one_audit_row(city: City) -> None:
    row = AuditRow.objects.get(act="unit.set_up")
    assert row.detail == {"units": Unit.objects.count()}
