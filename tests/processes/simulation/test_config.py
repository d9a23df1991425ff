"""How an invented city behaves is written in names that its profile knows, and its scenes are played by its cast."""

import pytest
from pydantic import ValidationError

from sanling.domain.people.config import CastPart, PeoplePart
from sanling.foundation.profile.registry import profile_by_code
from sanling.processes.simulation.config import Scene, SimulationPart

CITIES = ("zhengzhou", "xuchang", "changzhi", "shenyang")


@pytest.mark.parametrize("code", CITIES)
def test_what_it_names_is_there(code: str) -> None:
    profile = profile_by_code(code)
    part: SimulationPart = profile.part("simulation")
    people: PeoplePart = profile.part("people")
    cast: CastPart = profile.part("cast")
    matters = profile.part("matters")
    kinds = {kind.code for kind in matters.kinds}
    channels = {channel.code for channel in matters.channels}
    roles = {role.code for role in people.roles}
    assert set(part.kinds) <= kinds
    assert {*part.informed, *(kind for scene in part.scenes for kind in scene.kinds)} <= kinds
    assert {channel for weights in part.channels.values() for channel in weights} <= channels
    assert {role for weights in part.handlers.values() for role in weights} | set(part.on_duty) <= roles
    assert {*part.passed_to, *part.accused} <= {kind.code for kind in people.unit_kinds}
    assert {scene.who for scene in part.scenes} <= {member.key for member in cast.people}


@pytest.mark.parametrize("code", CITIES)
def test_every_kind_that_comes_comes_by_some_way(code: str) -> None:
    part: SimulationPart = profile_by_code(code).part("simulation")
    assert sum(part.kinds.values()) > 0
    assert all(sum(weights.values()) > 0 for weights in (*part.channels.values(), *part.handlers.values()))
    assert len({scene.code for scene in part.scenes}) == len(part.scenes)


@pytest.mark.parametrize(
    "said", [{"heap": "watched"}, {"count": 0}, {"days": 0}, {"likely": {"a": -1}}, {"x": 1}]
)
def test_a_scene_that_nobody_can_play_is_refused(said: dict[str, object]) -> None:
    usual = {"code": "late", "who": "mediator", "heap": "late", "count": 1, "days": 3}
    assert Scene.model_validate(usual).likely == {}
    with pytest.raises(ValidationError):
        Scene.model_validate({**usual, **said})
