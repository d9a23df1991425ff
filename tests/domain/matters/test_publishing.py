"""A profile's workflows are published together or not at all, with every problem of every file told."""

from dataclasses import replace
from pathlib import Path

import pytest

from sanling.domain.matters.publishing import checked_workflows, known_of, publish_workflows
from sanling.domain.workflow.models import Definition
from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.profile.source import ProfileError, Source
from tests.city import TEST
from tests.domain.workflow.shipped import CODES

PROFILE = profile_by_code("zhengzhou")


def test_a_definition_may_use_the_names_of_its_profile() -> None:
    known, people, matters = known_of(PROFILE), PROFILE.part("people"), PROFILE.part("matters")
    assert set(known.roles) == {role.code for role in people.roles}
    assert known.roles["mediator"] == {"village", "township", "county"}
    assert known.levels == ("province", "city", "county", "township", "village", "grid", "micro_grid")
    assert known.kinds == {kind.code: kind.workflow for kind in matters.kinds}
    assert known.steps == {step.code for step in matters.steps}
    assert known.outcomes == {outcome.code for outcome in matters.outcomes}


def test_every_shipped_city_can_be_published() -> None:
    for code in ("zhengzhou", "xuchang", "changzhi", "shenyang"):
        profile = profile_by_code(code)
        found = {draft.definition().code for draft in checked_workflows(profile)}
        assert {kind.workflow for kind in profile.part("matters").kinds} <= found


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    """Zhengzhou's workflows with two files spoilt, each in a way of its own."""
    files = list(PROFILE.files("workflows"))
    spoilt = []
    for name, old, new in (("dispute", "initial", "nowhere"), ("request", "kind", "wish")):
        source = next(file for file in files if file.path.stem == name)
        data = {**source.data, old: new}
        spoilt.append(replace(source, data=data))
    kept = [file for file in files if file.path.stem not in ("dispute", "request")]
    monkeypatch.setattr(type(PROFILE), "files", lambda _profile, _folder: [*kept, *spoilt])
    return spoilt


@pytest.mark.django_db
@pytest.mark.usefixtures("broken")
def test_what_is_wrong_in_several_files_is_told_together_and_nothing_is_published() -> None:
    with pytest.raises(ProfileError) as refused:
        publish_workflows(actor=TEST, profile=PROFILE)
    assert {problem.path.stem for problem in refused.value.problems} == {"dispute", "request"}
    assert not Definition.objects.exists()


def test_a_kind_whose_workflow_no_file_defines_is_told_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [file for file in PROFILE.files("workflows") if file.path.stem != "hazard"]
    monkeypatch.setattr(type(PROFILE), "files", lambda _profile, _folder: files)
    with pytest.raises(ProfileError) as refused:
        checked_workflows(PROFILE)
    (problem,) = refused.value.problems
    assert "No file in workflows/ defines 'hazard'" in problem.message
    assert set(CODES) - {"hazard"} <= set(problem.allowed)
