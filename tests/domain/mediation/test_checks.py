"""Kinds of matters and units that a profile's mediation names must be there."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sanling.domain.mediation.checks import check_mediation
from sanling.foundation.profile.registry import profile_by_code


def said(**changes: Any) -> Iterator[str]:
    """Yield what is wrong with Zhengzhou's profile when its mediation says something else."""
    profile = profile_by_code("zhengzhou")
    part = profile.part("mediation").model_copy(update=changes)
    changed = replace(profile, parts={**profile.parts, "mediation": part}, made={})
    return (f"{problem.field}: {problem.message}" for problem in check_mediation(changed))


def test_what_is_mediated_has_categories_and_roles_and_units_are_there() -> None:
    assert [*said()] == []
    assert [*said(mediated=("dispute", "warning"))] == [
        "mediated[1]: There is no kind of matter 'warning' with categories."
    ]
    assert [*said(roles=("juror",))] == ["roles[0]: There is no role 'juror'."]
    kind = profile_by_code("zhengzhou").part("mediation").kinds[0]
    wrong = kind.model_copy(update={"units": ("village_office",)})
    assert [*said(kinds=(wrong,))] == ["kinds[0].units[0]: There is no kind of unit 'village_office'."]


def test_agreements_are_confirmed_by_units_that_there_are() -> None:
    confirmation = profile_by_code("zhengzhou").part("mediation").confirmation
    other = confirmation.model_copy(update={"courts": "tribunal"})
    assert [*said(confirmation=other)] == ["confirmation.courts: There is no kind of unit 'tribunal'."]


def test_partners_have_kinds_of_matters_and_units_that_there_are() -> None:
    handovers = profile_by_code("zhengzhou").part("mediation").handovers
    police = handovers.partners[0].model_copy(update={"matter": "dispute", "kinds": ("barracks",)})
    wrong = handovers.model_copy(update={"comes_as": "dispute", "partners": (police,)})
    family = "There is no kind of matter 'dispute' in the family 'handover'."
    assert [*said(handovers=wrong)] == [
        f"handovers.comes_as: {family}",
        f"handovers.partners[0].matter: {family}",
        "handovers.partners[0].kinds[0]: There is no kind of unit 'barracks'.",
    ]
