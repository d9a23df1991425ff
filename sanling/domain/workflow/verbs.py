"""Verbs: what actions do to a matter. Each is one class in one file of a room's `verbs` folder, found by its code.

The class says what a definition must give the verb, so that the checks know of every room's verbs without naming one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from django_stubs_ext import StrPromise

from sanling.domain.workflow.terms import ActorRelation
from sanling.foundation.installed import brought

if TYPE_CHECKING:
    from sanling.domain.workflow.transition import Act


class Way(StrEnum):
    """Ways between states that only verbs of their own lead, and on which these must lead."""

    CHARGING = "charging"
    """To a state in which somebody is assigned, also from one in which nobody is."""
    PAUSING = "pausing"
    """To a paused state."""
    RESUMING = "resuming"
    """From a paused state to one that is not."""
    MERGING = "merging"
    """To a state that follows another matter."""
    FOLLOWING = "following"
    """From a state that follows, or from an end back to one."""


@dataclass(frozen=True)
class Tells:
    """The notice of an act: its code and whom it concerns.

    ``to`` is "owners" of the state that it came to, "assignee", "assignee or owners", "those who work on the other",
    "doers" of ``verb`` wherever they stand to the matter, "doers at holder", or the same at the units "called in".
    """

    notice: str
    to: str
    verb: str = ""


class Verb:
    """What an action does; as it stands here, it changes nothing but the state that its definition names."""

    code: ClassVar[str]
    # Makes a matter; everything else is done to one.
    registers: ClassVar[bool] = False
    # Between which states it alone leads.
    way: ClassVar[Way | None] = None
    # May be done where a matter has ended.
    at_an_end: ClassVar[bool] = False
    # Of these types of fields one must be asked for, required, unless the system does it alone.
    needs: ClassVar[tuple[str, ...]] = ()
    # The fields that it reads by their codes, each required.
    asks: ClassVar[Mapping[str, str]] = {}
    # The options that it tells apart, by the code of the choice.
    options: ClassVar[Mapping[str, frozenset[str]]] = {}
    # It names the clocks whose deadlines it moves.
    moves_clocks: ClassVar[bool] = False
    # Clocks under the action run for each assignment that it makes, and whoever stands so to the matter stops them.
    assigns_to: ClassVar[ActorRelation | None] = None
    # The field, an allowance that may be left empty, that says how long the clocks have that it starts.
    gives: ClassVar[str] = ""
    # The verb that is done before it in the same go, wherever either may be: whoever charges a post has accepted.
    after: ClassVar[str] = ""
    # The field that the system fills with the post that a clock that ran out hands to.
    handed: ClassVar[str | None] = None
    # What ends by it was not done, but isn't needed any more.
    needless: ClassVar[bool] = False
    # Done by the system to what follows another matter.
    follows: ClassVar[bool] = False
    # Done by the system when what the matter rests on has been computed anew, or somebody without a post did something.
    computed: ClassVar[bool] = False
    tells: ClassVar[Tells | None] = None
    # What it is called where it may be done to a whole list at once, with one form for all of it.
    over_lists: ClassVar[StrPromise | None] = None

    def apply(self, act: "Act") -> None:
        """Do to the matter what the verb says; the states, clocks and entry of the definition are not its business."""


def verb_of(code: str) -> Verb:
    """Return the verb of a code; raises KeyError for one that no installed room brings."""
    return verbs()[code]


def charging_after(code: str) -> Verb | None:
    """Return the verb that may charge a post in the same go, after the one of a code."""
    return next((verb for verb in verbs().values() if code and verb.after == code), None)


def verbs_over_lists() -> Mapping[str, Verb]:
    """Return the verbs that may be done to a whole list at once, by their codes."""
    return {code: verb for code, verb in verbs().items() if verb.over_lists}


@cache
def verbs() -> Mapping[str, Verb]:
    """Return the verbs of the installed rooms by their codes."""
    return brought("verbs", Verb)
