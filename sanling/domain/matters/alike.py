"""Which matters may be the same as another or as one that is being written down, and why; for those who see both."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import (
    GUARDED,
    identity_of,
    matters_of_person,
    respondents_of,
    visible_matters,
)
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.holders import OWN_ROLES
from sanling.domain.matters.models import Matter, Party, Relation
from sanling.domain.matters.queries import rows_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.rules import FieldAccess
from sanling.domain.territory.rules import Level, at_level, level_of
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import rows
from sanling.foundation.text import any_of, tokens

LOOK_BACK = timedelta(days=30)
MOST_LIKENESSES = 5
# The newest of a township within the time looked back; a longer text's beginning. Both bound what a look costs.
MOST_CANDIDATES = 1_000
MOST_TOKENS = 200
# The share of the shorter text's tokens that must be in the other: two tellings of one quarrel share about half.
ALIKE = 0.4
FEWEST_TOKENS = 4
# More than are shown, since some are not the viewer's to see.
MOST_FOUND = 40

# `ts_rank` counts, without positions, how many of the terms are there: each gives its weight over pi²/6, divided by
# the number of terms (PostgreSQL, tsrank.c, calc_rank_or). It reads the search column alone, and that only of those
# near by, which the index of the level gives in order.
_LIKE = """
    SELECT id FROM (
        SELECT id, registered_at, length(search) AS tokens,
            ts_rank('{{1,1,1,1}}', search, %(terms)s::tsquery) * 1.64493406685 * %(count)s AS shared
        FROM matters_matter
        WHERE family = %(family)s AND {level} = %(around)s AND registered_at >= %(since)s
        ORDER BY registered_at DESC, id DESC LIMIT %(candidates)s
    ) near
    WHERE least(tokens, %(count)s) >= %(fewest)s AND shared >= least(tokens, %(count)s) * %(alike)s
    ORDER BY registered_at DESC, id DESC LIMIT %(most)s
"""


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


def alike(viewer: Viewer, matter: Matter, now: datetime) -> Sequence[Likeness]:
    """Return what may be the same as a visible matter with its parties, or brought again by the same person.

    Earlier matters of a person at any time, for whoever may read who brought either; those in like words nearby of
    thirty days before and since. A unit that one of the two complains about is told of neither: by its words it would
    find in the other who complains. What this one is tied to already is left out.
    """
    if not viewer.partial_units.isdisjoint(respondents_of(matter)):
        return []
    tied = Relation.objects.filter(matter=matter.pk).values("other")
    found: dict[int, Likeness] = {}
    for why, index in _indexes(viewer, matter):
        _add(found, matters_of_person(viewer, index).exclude(pk=matter.pk).exclude(pk__in=tied), why)
    words = in_like_words(
        viewer,
        text=matter.text,
        division=matter.division_id,
        since=min(now, matter.registered_at) - LOOK_BACK,
    )
    _add(found, words.exclude(pk=matter.pk).exclude(pk__in=tied), Why.WORDS)
    return list(found.values())[: 2 * MOST_LIKENESSES]


def _indexes(viewer: Viewer, matter: Matter) -> list[tuple[Why, bytes]]:
    """Return by what the person who brought a matter is found in others, if who it was is the viewer's to read."""
    own = [
        party
        for party in matter.parties.all()
        if party.role in OWN_ROLES and identity_of(viewer, matter, party) is FieldAccess.FULL
    ]
    found = [(Why.NUMBER, party.citizen_number_index) for party in own]
    found += [(Why.PHONE, party.phone_index) for party in own]
    return [(why, bytes(index)) for why, index in found if index]


def _add(found: dict[int, Likeness], matters: QuerySet[Matter], why: Why) -> None:
    newest = rows_of(matters.filter(family=REPORTED)).order_by("-registered_at", "-pk")
    for matter in newest[:MOST_LIKENESSES]:
        found.setdefault(matter.pk, Likeness(matter, why))


def in_like_words(viewer: Viewer, *, text: str, division: str, since: datetime) -> QuerySet[Matter]:
    """Return visible matters of a place's township, registered since, that say much the same as a text.

    None that complains about one of the viewer's units. Looks at the newest thousand.
    """
    words = tokens(text)[:MOST_TOKENS]
    if len(words) < FEWEST_TOKENS or not division:
        return Matter.objects.none()
    found = _like(words, division, since)
    if not found:
        return Matter.objects.none()
    own = Party.objects.filter(matter=OuterRef("pk"), unit_id__in=viewer.partial_units, role__in=Party.ABOUT)
    return visible_matters(viewer).filter(~Exists(own), AnyOf(F("pk"), found))


def _like(words: Collection[str], division: str, since: datetime) -> list[int]:
    around = at_level(division, Level.TOWNSHIP) or division
    asked = {
        "terms": any_of(words),
        "count": len(words),
        "family": REPORTED,
        "around": around,
        "since": since,
        "candidates": MOST_CANDIDATES,
        "fewest": FEWEST_TOKENS,
        "alike": ALIKE,
        "most": MOST_FOUND,
    }
    found: Iterable[tuple[int]] = rows(_LIKE.format(level=GUARDED.levels[level_of(around)]), asked)
    return [pk for (pk,) in found]
