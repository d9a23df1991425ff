"""The profile says for which kinds a category is suggested: never for petitions unless a city wants it."""

import pytest

from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.profile.source import ProfileError
from sanling.processes.suggestions.config import SuggestionsPart, kinds_of


def test_as_shipped_nothing_is_suggested_for_petitions_and_what_is_confidential() -> None:
    profile = profile_by_code("zhengzhou")
    assert set(kinds_of(profile)) == {"dispute", "hazard", "request", "consultation"}


def test_a_kind_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    profile = profile_by_code("zhengzhou")
    parts = {**profile.parts, "suggestions": SuggestionsPart(kinds=("quarrel",))}
    monkeypatch.setattr(type(profile), "part", lambda _profile, name: parts[name])
    with pytest.raises(ProfileError, match="quarrel"):
        kinds_of(profile)
