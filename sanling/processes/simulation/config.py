"""The simulation's part of a city's profile: how an invented city behaves, and what its cast finds."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sanling.foundation.opening import read_opening
from sanling.foundation.profile.source import Part

Weight = Annotated[float, Field(ge=0)]
Weights = Mapping[str, Weight]


class Scene(Part):
    """What one member of the cast must find in one heap."""

    code: str
    who: str
    # A tab of the inbox.
    heap: Literal["mine", "unassigned", "soon", "late", "joint"]
    count: Annotated[int, Field(ge=1)]
    days: Annotated[int, Field(ge=1)]
    kinds: tuple[str, ...] = ()
    likely: Weights = Field(default_factory=dict)


class SimulationPart(Part):
    """The file ``simulation.toml``; a profile without it can't be simulated.

    ``kinds``, ``channels``, ``handlers``: how often each comes, how, and who is charged. ``hours``: the median time
    until an act is done. ``states``: weights of the acts that follow in a state, or in a workflow's own
    ("dispute.mediating"). ``once``: an act is done at most as often as those named were. ``after``: it waits until
    another was done. ``on_duty``: roles that work until late, and on most days off. ``rounds``: channels by which staff
    bring what they found themselves. ``passed_to``: kinds of units that get what no department is in charge of, besides
    those that take in. ``informed``: kinds that informants bring too. ``accusing``: categories that may be about a
    unit, then one of the kinds in ``accused``. ``opening``: kinds of units with hours of their own, told with phones.
    """

    kinds: Weights = Field(default_factory=dict)
    channels: Mapping[str, Weights] = Field(default_factory=dict)
    handlers: Mapping[str, Weights] = Field(default_factory=dict)
    hours: Mapping[str, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    once: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    after: Mapping[str, str] = Field(default_factory=dict)
    states: Mapping[str, Weights] = Field(default_factory=dict)
    on_duty: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    passed_to: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    accusing: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    opening: Mapping[str, Annotated[str, AfterValidator(read_opening)]] = Field(default_factory=dict)
    scenes: tuple[Scene, ...] = ()
