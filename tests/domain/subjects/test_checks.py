"""Roles that a profile's subjects name must be there."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sanling.domain.subjects.checks import check_subject_roles
from sanling.foundation.profile.registry import profile_by_code


def said(**changes: Any) -> Iterator[str]:
    """Yield what is wrong with Zhengzhou's profile when its subjects say something else."""
    profile = profile_by_code("zhengzhou")
    part = profile.part("subjects").model_copy(update=changes)
    changed = replace(profile, parts={**profile.parts, "subjects": part}, made={})
    return (problem.field + ": " + problem.message for problem in check_subject_roles(changed))


def test_who_keeps_subjects_and_who_has_a_duty_is_a_role() -> None:
    assert [*said()] == []
    assert [*said(kept_by=("liaison", "clark"))] == ["kept_by[1]: There is no role 'clark'."]
    duty = profile_by_code("zhengzhou").part("subjects").duties[0]
    wrong = duty.model_copy(update={"roles": ("secretary",)})
    assert [*said(duties=(wrong,))] == ["duties[0].roles: There is no role 'secretary'."]
