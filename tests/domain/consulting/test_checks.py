"""Kinds and roles that are named must be there."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sanling.domain.consulting.checks import check_consulting
from sanling.foundation.profile.registry import profile_by_code


def said(**changes: Any) -> Iterator[str]:
    profile = profile_by_code("zhengzhou")
    part = profile.part("consulting").model_copy(update=changes)
    changed = replace(profile, parts={**profile.parts, "consulting": part}, made={})
    return (f"{problem.field}: {problem.message}" for problem in check_consulting(changed))


def test_what_is_named_is_there() -> None:
    assert [*said()] == []
    assert [*said(kinds=("riddle",))] == ["kinds[0]: There is no 'riddle' for kinds."]
    assert [*said(published_by=("astronaut",))] == [
        "published_by[0]: There is no 'astronaut' for published_by."
    ]
