"""What an assessment names must be there; each mistake says where it stands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sanling.domain.assessment.checks import check_assessment
from sanling.foundation.profile.registry import profile_by_code


def said(**changes: Any) -> Iterator[str]:
    """Yield what is wrong with Zhengzhou's profile when its assessment says something else."""
    profile = profile_by_code("zhengzhou")
    part = profile.part("assessment").model_copy(update=changes)
    changed = replace(profile, parts={**profile.parts, "assessment": part}, made={})
    return (f"{problem.line > 1} {problem.field}: {problem.message}" for problem in check_assessment(changed))


def test_ways_scales_bounds_kinds_and_categories_are_there() -> None:
    part = profile_by_code("zhengzhou").part("assessment")
    assert [*said()] == []
    assert next(said(fees=())) == "True routes[2].fee: There is no scale 'property_case'."
    first = part.routes[0].model_copy(update={"report": "warning"})
    assert [*said(routes=(first, *part.routes[1:]))] == [
        "True routes[0].report: Residents can't bring a matter of the kind 'warning'."
    ]
    assert next(said(bounds={})) == "True topics[0].rules[4].when.amount: There is no bound 'small_claims'."
    assert next(said(routes=part.routes[1:])) == "True topics[0].rules[1].route: There is no way 'mediation'."
    strange = part.topics[0].model_copy(update={"categories": ("weather",)})
    assert [*said(topics=(strange,))] == [
        "True topics[0].categories[0]: There is no category 'weather' of 'dispute'."
    ]
