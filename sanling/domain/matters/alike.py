"""Which matters may be the same as another or as one that is being written down, and why; for those who see both."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, F, FloatField, Func, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from sanling.domain.matters.access import (
    GUARDED,
    matters_of_person,
    respondents_of,
    visible_matters,
    ways_to_matters,
)
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.holders import OWN_ROLES
from sanling.domain.matters.models import Matter, Party, Relation
from sanling.domain.matters.queries import rows_of
from sanling.domain.matters.sought import sought_from
from sanling.domain.matters.tie_access import told_ties
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level, at_level, level_of
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.text import any_of, tokens

LOOK_BACK = timedelta(days=30)
MOST_LIKENESSES = 5
# The newest visible of a township within the time looked back; a longer text's beginning. Both bound what a look costs.
MOST_CANDIDATES = 1_000
MOST_TOKENS = 200
# The share of the shorter text's tokens that must be in the other: two tellings of one quarrel share about half.
ALIKE = 0.4
FEWEST_TOKENS = 4

# `ts_rank` counts, without positions, how many of the terms are there: each gives its weight over pi²/6, divided by
# the number of terms (PostgreSQL, tsrank.c, calc_rank_or). It reads the search column alone.
_SHARED = "ts_rank('{1,1,1,1}', %(expressions)s::tsquery) * 1.64493406685"


class Why(StrEnum):
    """What speaks for two matters being the same."""

    NUMBER = "citizen_number"
    PHONE = "phone"
    WORDS = "words"

    @property
    def label(self) -> str:
        """Return it in the reader's words."""
        match self:
            case Why.NUMBER:
                return _("same citizen number")
            case Why.PHONE:
                return _("same phone")
        return _("like words nearby")


@dataclass(frozen=True)
class Likeness:
    """A matter that may be the same, and why."""

    matter: Matter
    why: Why


def likenesses(viewer: Viewer, *, text: str, division: str, person: str, now: datetime) -> Sequence[Likeness]:
    """Return visible matters of the last thirty days by the same phone, or in like words nearby, the newest first.

    ``person`` is what `seek_person` gave, or empty.
    """
    found: dict[int, Likeness] = {}
    since = now - LOOK_BACK
    if person:
        same = matters_of_person(viewer, bytes.fromhex(person)).filter(registered_at__gte=since)
        _add(found, same, Why.PHONE)
    _add(found, in_like_words(viewer, text=text, division=division, since=since), Why.WORDS)
    return list(found.values())[:MOST_LIKENESSES]


def brought_before(viewer: Viewer, person: str) -> Sequence[Likeness]:
    """Return visible matters of a person whose identity the viewer may read, the open ones first, then the newest.

    ``person`` is what `seek_person` gave.
    """
    same = matters_of_person(viewer, bytes.fromhex(person)).filter(family=REPORTED)
    newest = rows_of(same).order_by("-open", "-registered_at", "-pk")[:MOST_LIKENESSES]
    return [Likeness(matter, Why.PHONE) for matter in newest]


def alike(viewer: Viewer, matter: Matter, now: datetime, *, by_person: bool = True) -> Sequence[Likeness]:
    """Return what may be the same as a visible matter with its parties, or brought again by the same person.

    Earlier matters of a person at any time, for whoever may read who brought either; those in like words nearby of
    thirty days before and since. A unit that one of the two complains about is told of neither: by its words it would
    find in the other who complains. What this one is known to be tied to is left out. Raises `SeekingRefused` where the
    viewer has looked for too many persons, unless they aren't asked for (``by_person``).
    """
    if not viewer.partial_units.isdisjoint(respondents_of(matter)):
        return []
    tied = _told_to_be_tied(viewer, matter)
    found: dict[int, Likeness] = {}
    for by, index in sought_from(viewer, matter, OWN_ROLES, where="alike") if by_person else ():
        _add(found, matters_of_person(viewer, index).exclude(pk=matter.pk).exclude(pk__in=tied), Why(by))
    words = in_like_words(
        viewer,
        text=matter.text,
        division=matter.division_id,
        since=min(now, matter.registered_at) - LOOK_BACK,
    )
    _add(found, words.exclude(pk=matter.pk).exclude(pk__in=tied), Why.WORDS)
    return list(found.values())[: 2 * MOST_LIKENESSES]


def _told_to_be_tied(viewer: Viewer, matter: Matter) -> set[int]:
    """Return what a matter is tied to, as far as the viewer may know: what else is missing would tell of the tie."""
    ties = set(Relation.objects.filter(matter=matter.pk).values_list("kind", "other"))
    return {other for _kind, other in told_ties(viewer, matter.pk, ties)}


def _add(found: dict[int, Likeness], matters: QuerySet[Matter], why: Why) -> None:
    newest = rows_of(matters.filter(family=REPORTED)).order_by("-registered_at", "-pk")
    for matter in newest[:MOST_LIKENESSES]:
        found.setdefault(matter.pk, Likeness(matter, why))


def in_like_words(viewer: Viewer, *, text: str, division: str, since: datetime) -> QuerySet[Matter]:
    """Return visible matters of a place's township, registered since, that say much the same as a text.

    None that complains about one of the viewer's units. Looks at the newest thousand of those that each way to see
    matters shows: what is hidden takes no place among them, so that the list's length tells nothing of it.
    """
    words = tokens(text)[:MOST_TOKENS]
    if len(words) < FEWEST_TOKENS or not division:
        return Matter.objects.none()
    around = at_level(division, Level.TOWNSHIP) or division
    own = Party.objects.filter(matter=OuterRef("pk"), unit_id__in=viewer.partial_units, role__in=Party.ABOUT)
    near = Q(~Exists(own), **{GUARDED.levels[level_of(around)]: around}, registered_at__gte=since)
    found = {pk for way in ways_to_matters(viewer, REPORTED) for pk in _like(words, way.filter(near))}
    return (
        visible_matters(viewer, few=True).filter(AnyOf(F("pk"), sorted(found)))
        if found
        else Matter.objects.none()
    )


def _like(words: Collection[str], matters: QuerySet[Matter]) -> Iterator[int]:
    return (pk for pk, share in shares_of_words(words, matters) if share >= ALIKE)


def shares_of_words(words: Collection[str], matters: QuerySet[Matter]) -> Iterator[tuple[int, float]]:
    """Yield the newest thousand of some matters with the share of words that the shorter text has in common with each.

    ``words`` are at most `MOST_TOKENS` tokens. An index of the level gives the matters in order.
    """
    held = Func(F("search"), function="length", output_field=IntegerField())
    shared = Func(F("search"), Value(any_of(words)), template=_SHARED, output_field=FloatField())
    counted = matters.order_by("-registered_at", "-pk").values_list("pk", held, shared)
    for pk, length, share in counted[:MOST_CANDIDATES]:
        shorter = min(length, len(words))
        if shorter >= FEWEST_TOKENS:
            yield pk, share * len(words) / shorter
