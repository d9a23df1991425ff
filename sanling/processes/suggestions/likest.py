"""Which settled matters are likest to one, as far as somebody may see them, and what they speak for."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest
from typing import Generic, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanling.domain.matters.access import ENDED_WITH_MATTER, GUARDED, ways_to_matters
from sanling.domain.matters.alike import FEWEST_TOKENS, MOST_TOKENS, shares_of_words
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Assignment, Matter, Party
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level, at_level, level_of
from sanling.foundation.text import tokens

LOOK_BACK = timedelta(days=365)
# So many speak; what shares fewer words than this says nothing.
MOST_LIKEST = 20
LEAST_SHARED = 0.1
MOST_OFFERED = 3
MOST_SHOWN = 2
Choice = TypeVar("Choice", bound=Hashable)


@dataclass(frozen=True)
class Speaking(Generic[Choice]):
    """A settled matter, by key and number, and what it speaks for."""

    matter: int
    number: str
    choice: Choice


@dataclass(frozen=True)
class Spoken(Generic[Choice]):
    """What some settled matters speak for: how many of how many, and the numbers of the likest of them."""

    choice: Choice
    count: int
    of: int
    likest: Sequence[str]


def settled_near(viewer: Viewer, matter: Matter, level: Level) -> list[QuerySet[Matter]]:
    """Return what a viewer sees of the settled matters of a matter's kind around it, in parts that may overlap.

    None that is concealed or confidential, and none that complains about one of the viewer's units.
    """
    own = Party.objects.filter(matter=OuterRef("pk"), unit_id__in=viewer.partial_units, role__in=Party.ABOUT)
    near = settled(matter, level, matter.registered_at) & ~Q(Exists(own))
    return [way.filter(near) for way in ways_to_matters(viewer, REPORTED)]


def settled(matter: Matter, level: Level, since: datetime) -> Q:
    """Return what settled matters of a matter's kind around it are, from a year before an instant on."""
    around = at_level(matter.division_id, level) or matter.division_id
    return Q(
        **{GUARDED.levels[level_of(around)]: around},
        family=REPORTED,
        kind=matter.kind,
        open=False,
        resolved_at__isnull=False,
        confidentiality=0,
        concealed=False,
        registered_at__gte=since - LOOK_BACK,
    ) & ~Q(pk=matter.pk)


def likest(matter: Matter, among: Iterable[QuerySet[Matter]]) -> list[int]:
    """Return the keys of the matters whose words are likest to a matter's, the likest first."""
    words = tokens(f"{matter.title} {matter.text}")[:MOST_TOKENS]
    if len(words) < FEWEST_TOKENS:
        return []
    shares = {pk: share for part in among for pk, share in shares_of_words(words, part)}
    alike = [pk for pk, share in shares.items() if share >= LEAST_SHARED]
    return nlargest(MOST_LIKEST, alike, key=lambda pk: (shares[pk], pk))


def handled_by(matters: Sequence[int]) -> list[Speaking[int]]:
    """Return matters, in their order, with the post that each was settled by; those that none was charged with lack."""
    ended = Assignment.objects.filter(
        matter__in=matters, kind=Assignment.Kind.MAIN, ended_how=ENDED_WITH_MATTER, post__isnull=False
    )
    rows = ended.order_by("pk").values_list("matter", "matter__number", "post") if matters else ()
    return _in_order(matters, {pk: Speaking(pk, number, post) for pk, number, post in rows})


def lying_in(matters: Sequence[int]) -> list[Speaking[str]]:
    """Return matters, in their order, with the division that each lies in as clerks left it."""
    rows = Matter.objects.filter(pk__in=matters).values_list("pk", "number", "division") if matters else ()
    return _in_order(matters, {pk: Speaking(pk, number, place) for pk, number, place in rows})


def _in_order(matters: Sequence[int], found: Mapping[int, Speaking[Choice]]) -> list[Speaking[Choice]]:
    return [found[pk] for pk in matters if pk in found]


def spoken_for(said: Sequence[Speaking[Choice]]) -> list[Spoken[Choice]]:
    """Return what matters, the likest first, speak for: the most of them first, of as many the likest."""
    found: dict[Choice, list[str]] = {}
    for speaking in said:
        found.setdefault(speaking.choice, []).append(speaking.number)
    most = sorted(found.items(), key=lambda spoken: -len(spoken[1]))
    return [Spoken(choice, len(numbers), len(said), numbers[:MOST_SHOWN]) for choice, numbers in most]
