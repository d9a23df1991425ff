"""A merge or split of divisions, through all rooms: divisions, units, posts, subjects and matters, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from sanling.domain.matters.actions import follow_succession as matters
from sanling.domain.people.actions import follow_succession as people
from sanling.domain.people.actions.follow_succession import LeftToDecide
from sanling.domain.subjects.actions import follow_succession as subjects
from sanling.domain.territory.actions.succeed import NewDivision, succeed
from sanling.domain.territory.rules import city_of
from sanling.foundation.audit.actor import Actor


@dataclass(frozen=True)
class Reorganised:
    """What each division that ended has become, how many matters and subjects moved, and what is left to decide."""

    becomes: Mapping[str, str]
    matters: int
    left: Sequence[LeftToDecide]
    subjects: int


def reorganise(
    *,
    actor: Actor,
    predecessors: Sequence[str],
    successors: Sequence[str | NewDivision],
    on: date,
    moves: Mapping[str, str] | None = None,
    offices: Mapping[str, str] | None = None,
) -> Reorganised:
    """Merge or split divisions, with the units, jurisdictions, subjects and matters that were theirs.

    Arguments and ``ValidationError`` are those of `succeed`.
    """
    with transaction.atomic():
        becomes = succeed(
            actor=actor, predecessors=predecessors, successors=successors, on=on, moves=moves, offices=offices
        )
        left = people.follow_succession(actor=actor, becomes=becomes)
        city = city_of(predecessors[0])
        moved = matters.follow_succession(actor=actor, city=city, becomes=becomes)
        along = subjects.follow_succession(actor=actor, city=city, becomes=becomes, on=on)
    return Reorganised(becomes, moved, left, along)
