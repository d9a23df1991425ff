"""How rules of retention are read, and how their years are counted."""

from datetime import UTC, datetime

import pytest

from sanling.foundation.profile.source import ProfileError
from sanling.processes.retention.config import RetentionPart, RetentionRule, retention_of
from sanling.processes.retention.queries import cutoff
from tests.city import City

RULE = RetentionRule.model_validate(
    {"code": "all", "name": {"zh": "一律", "en": "All"}, "years": 5, "remove": ["parties", "texts", "files"]}
)


@pytest.mark.parametrize(
    ("now", "before"), [((2028, 2, 29), (2023, 2, 28)), ((2026, 11, 22), (2021, 11, 22))]
)
def test_years_are_counted_by_the_calendar(now: tuple[int, int, int], before: tuple[int, int, int]) -> None:
    assert cutoff(RULE, datetime(*now, tzinfo=UTC)) == datetime(*before, tzinfo=UTC)


@pytest.mark.django_db
def test_a_kind_that_the_profile_lacks_is_named_with_its_line(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = RetentionPart(rules=(RULE.model_copy(update={"kinds": ("theft",)}),))
    parts = {**city.profile.parts, "retention": wrong}
    monkeypatch.setattr(type(city.profile), "part", lambda _profile, name: parts[name])
    with pytest.raises(
        ProfileError, match=r"retention\.toml:\d+: .*'theft'.*\(allowed: consultation, dispute"
    ):
        retention_of(city.profile)
