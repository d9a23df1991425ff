"""The profile says which kinds are red and yellow on deployment maps."""

import pytest

from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.profile.source import ProfileError
from sanling.processes.map.config import MapPart, map_part


def test_as_shipped_cases_are_red_and_disputes_yellow() -> None:
    part = map_part(profile_by_code("zhengzhou"))
    assert part.red == ("security",)
    assert "dispute" in part.yellow


@pytest.mark.parametrize("wrong", [MapPart(red=("quarrel",)), MapPart(red=("dispute",), yellow=("dispute",))])
def test_a_kind_that_is_none_or_of_two_colours_is_told(
    monkeypatch: pytest.MonkeyPatch, wrong: MapPart
) -> None:
    profile = profile_by_code("zhengzhou")
    parts = {**profile.parts, "map": wrong}
    monkeypatch.setattr(type(profile), "part", lambda _profile, name: parts[name])
    with pytest.raises(ProfileError):
        map_part(profile)
