"""Matters that were merged into others: the way from one to that which is worked on, and what follows it."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import QuerySet

from sanling.domain.matters.access import can_see
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.matters.numbering import parse
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import Prepared, rows

# UNION, not UNION ALL: what was seen before ends the walk, whatever the rows say.
_WAY = """
    WITH RECURSIVE way AS (
        SELECT %s::bigint AS matter_id, 0 AS step
        UNION
        SELECT r.other_id, way.step + 1 FROM matters_relation r JOIN way ON way.matter_id = r.matter_id
        WHERE r.kind = 'merged_into' AND way.step < 100
    )
    SELECT matter_id FROM way ORDER BY step
"""
# In the order of ids, so that no two acts that name each other's matters wait for one another.
_LOCK = "SELECT id FROM matters_matter WHERE id = ANY(%s) ORDER BY id FOR UPDATE"


def way_from(matter_id: int) -> list[int]:
    """Return a matter and those that it follows one after another; the last is the one that is worked on."""
    return [pk for (pk,) in rows(_WAY, [matter_id])]


def lock_with_named(actor: Actor, named: Mapping[int, object]) -> dict[int, frozenset[int]]:
    """Lock matters together with the ones that they name by number and all that these follow; return the keys of each.

    Where none is named nothing is locked yet. What the actor may not see is not locked: whoever waited for it would
    learn that it is there and worked on. The actor's own matters were found among the visible ones by whoever calls.
    """
    found = {pk: frozenset({pk, *_way_of(actor, number)}) for pk, number in named.items() if number}
    if found:
        rows(_LOCK, [sorted(frozenset(named).union(*found.values()))])
    return found


def _way_of(actor: Actor, number: object) -> list[int]:
    known = parse(number) if isinstance(number, str) else None
    other = _of_number.first(number=known) if known else None
    return way_from(other) if other is not None and can_see(actor, other) else []


@Prepared
def _of_number(number: str) -> QuerySet[Matter, int]:
    return Matter.objects.filter(number=number).values_list("pk", flat=True)


def worked_on(matter: Matter) -> Matter | None:
    """Return the matter that one follows in the end, with unit and assignee, or ``None`` if it follows none."""
    *_followers, last = way_from(matter.pk)
    if last == matter.pk:
        return None
    return Matter.objects.select_related("unit", "assignee").defer("search", "text").get(pk=last)


def followed_by(matter_id: int) -> int | None:
    """Return the matter into which one was merged."""
    return _merged_into.first(matter=matter_id)


@Prepared
def _merged_into(matter: int) -> QuerySet[Relation, int]:
    found = Relation.objects.filter(matter=matter, kind=Relation.Kind.MERGED_INTO)
    return found.values_list("other", flat=True)


def followers_of(matters: Collection[int]) -> Sequence[int]:
    """Return the matters that were merged into some."""
    merged = Relation.objects.filter(other__in=matters, kind=Relation.Kind.MERGED_INTO)
    return list(merged.order_by("matter").values_list("matter", flat=True))
