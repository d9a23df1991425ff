"""A profile whose report leaves a category or a source out, or names what isn't there, is told so."""

from typing import Any

import pytest

from sanling.domain.mediation.report_checks import check_report
from sanling.domain.mediation.report_config import ReportPart
from sanling.foundation.profile.registry import profile_by_code

CITIES = ("zhengzhou", "xuchang", "changzhi", "shenyang")


@pytest.mark.parametrize("city", CITIES)
def test_every_city_counts_all_that_it_has(city: str) -> None:
    assert list(check_report(profile_by_code(city))) == []


def told(monkeypatch: pytest.MonkeyPatch, **said: Any) -> str:
    profile = profile_by_code("zhengzhou")
    part = profile.part("mediation")
    changed = part.report.model_dump(exclude={"row_of"}) | said
    monkeypatch.setitem(part.__dict__, "report", ReportPart.model_validate(changed))
    return " ".join(problem.message for problem in check_report(profile))


def test_what_no_row_takes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"code": "other", "name": {"zh": "其他", "en": "Other"}, "of": ["medical"]}
    assert "No row counts 'neighbours'." in told(monkeypatch, categories=[row])


def test_what_there_is_not_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "There is no outcome 'jailed'." in told(monkeypatch, became_cases=["jailed"])
    row = {"code": "own", "name": {"zh": "主动", "en": "Own"}, "of": ["pigeon"]}
    assert "There is no 'pigeon' in matters.toml." in told(monkeypatch, sources=[row])
