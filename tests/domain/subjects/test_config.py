"""What a profile says of subjects is checked, and each city has its types, sectors and duties."""

import pytest
from pydantic import ValidationError

from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.subjects.rules import Group
from sanling.foundation.profile.registry import profile_by_code

NAME = {"zh": "学校", "en": "School"}
SCHOOL = {"code": "school", "group": "institutions", "known_by": "uscc", "name": NAME, "sector": "education"}
EDUCATION = {"code": "education", "name": {"zh": "教育", "en": "Education"}}
GOOD = {
    "types": [SCHOOL],
    "groups": {"places": NAME, "institutions": NAME},
    "sectors": [EDUCATION],
    "duties": [{"code": "lead", "name": NAME}],
    "kept_by": ["clerk"],
}


def test_a_part_is_read() -> None:
    part = SubjectsPart.model_validate(GOOD)
    assert part.by_type["school"].group is Group.INSTITUTIONS
    assert part.sector_names["education"].zh == "教育"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"types": [SCHOOL, SCHOOL]}, "types has 'school' twice"),
        ({"types": [{**SCHOOL, "sector": "schools"}]}, "school: sector 'schools' is none of sectors"),
        ({"types": [{**SCHOOL, "code": "education"}]}, "'education' is two of group, type and sector"),
        ({"types": []}, "types"),
    ],
)
def test_what_contradicts_itself_is_told(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        SubjectsPart.model_validate({**GOOD, **wrong})


@pytest.mark.parametrize("city", ["zhengzhou", "xuchang", "changzhi", "shenyang"])
def test_each_city_has_fifteen_sectors_and_five_duties(city: str) -> None:
    part: SubjectsPart = profile_by_code(city).part("subjects")
    assert (len(part.sectors), len(part.duties)) == (15, 5)
    assert ("religious_site" in part.by_type) is (city == "changzhi")


def test_departments_are_in_charge_of_the_sectors() -> None:
    profile = profile_by_code("zhengzhou")
    departments = {unit.code: unit.lines for unit in profile.part("people").structure if unit.at == "county"}
    assert all(sector.code in departments[sector.code] for sector in profile.part("subjects").sectors)
