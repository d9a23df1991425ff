"""What is wrong with a profile's people is said with its place."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from sanling.domain.people.config import CastPart, PeoplePart, role_rules
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.rules import level_of
from sanling.foundation.profile.loader import check
from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.profile.source import ProfileError, Source

GOOD = """
intake = "centre"

[[roles]]
code = "clerk"
name = { zh = "受理员", en = "Clerk" }
levels = ["township"]
scope = "jurisdiction"

[[unit_kinds]]
code = "centre"
name = { zh = "中心", en = "Centre" }
levels = ["township"]

[[structure]]
code = "centre"
kind = "centre"
at = "township"
name = { zh = "{division}中心", en = "{division} Centre" }
posts = [{ role = "clerk" }]
"""


SECOND_CLERK = """
[[roles]]
code = "clerk"
name = { zh = "甲", en = "A" }
levels = ["village"]
scope = "own"

[[unit_kinds]]"""


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "people.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as refused:
        check(Source.read(path), PeoplePart)
    return [str(problem).removeprefix(str(folder)) for problem in refused.value.problems]


def test_a_small_profile_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(GOOD, encoding="utf-8")
    part = check(Source.read(path), PeoplePart)
    assert part.roles[0].clearance == 0
    assert part.roles[0].identity == "hidden"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('intake = "centre"', 'intake = "office"', "intake 'office' is none of unit_kinds (centre)"),
        ('role = "clerk"', 'role = "cook"', "centre@township: there is no role 'cook' at this level"),
        (
            'posts = [{ role = "clerk" }]',
            'also = ["cook"]',
            "centre@township: there is no role 'cook' at this level",
        ),
        ('at = "township"', 'at = "county"', "centre@county: there is no kind 'centre' at this level"),
        ('kind = "centre"', 'kind = "centre"\nabove = "centre@county"', "is no unit at this level or higher"),
        (
            "[[unit_kinds]]",
            SECOND_CLERK,
            "roles has 'clerk' twice",
        ),
        (
            'scope = "jurisdiction"',
            'scope = "jurisdiction"\nduty = "audit"',
            "clerk: the duty audit sees no matters and reads nobody's identity",
        ),
        (
            'scope = "jurisdiction"',
            'scope = "none"\nduty = "audit"\nappoints = ["clerk"]',
            "clerk: appoints 'clerk', which only `sanling administrator` does",
        ),
    ],
)
def test_a_name_that_nothing_has_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in problems(tmp_path, GOOD.replace(old, new)))


def test_a_wrong_value_is_told_with_its_line_and_what_is_allowed(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, GOOD.replace('"jurisdiction"', '"everything"'))
    assert problem.startswith("/people.toml:8: roles[0].scope:")
    assert "(allowed: jurisdiction, unit, own, none)" in problem


def test_a_role_that_the_profile_lost_sees_nothing() -> None:
    rules = role_rules("4101", "chief_of_everything")
    assert (rules.scope, rules.clearance, rules.identity) == ("none", 0, "hidden")


def test_two_streets_at_one_path_are_refused() -> None:
    part = profile_by_code("zhengzhou").part("territory")
    data = part.model_dump(mode="json")
    data["rehang"][1]["path"] = data["rehang"][0]["path"]
    with pytest.raises(ValidationError, match="twice"):
        TerritoryPart.model_validate(data)


def test_a_street_under_a_county_nobody_makes_is_refused() -> None:
    data = profile_by_code("zhengzhou").part("territory").model_dump(mode="json")
    data["management"] = []
    with pytest.raises(ValidationError, match="410191"):
        TerritoryPart.model_validate(data)


@pytest.mark.parametrize("code", ["zhengzhou", "xuchang", "changzhi", "shenyang"])
def test_the_cast_holds_posts_that_the_structure_has(code: str) -> None:
    profile = profile_by_code(code)
    part: PeoplePart = profile.part("people")
    cast: CastPart = profile.part("cast")
    for post in (post for member in cast.people for post in member.posts):
        stem, _dash, path = post.unit.rpartition("-")
        (template,) = [unit for unit in part.templates_at(level_of(path)) if unit.code == stem]
        assert post.role in part.roles_at(post.unit, template.kind, level_of(path)), post


@pytest.mark.parametrize("places", [1, [], [[1]], "village", True])
def test_places_of_the_cast_that_are_no_table_are_told_as_such(places: object) -> None:
    with pytest.raises(ValidationError) as told:
        CastPart.model_validate({"places": places, "people": [{"name": "{village}"}]})
    assert ("places",) in {error["loc"] for error in told.value.errors()}
