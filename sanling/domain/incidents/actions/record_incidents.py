"""Record: what happened is written down once, however often a department's system tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from sanling.domain.incidents.access import may_record
from sanling.domain.incidents.checking import Known, completed, faults
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.saying import corrected, new_row
from sanling.domain.incidents.telling import tell_changed
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.turns import take_turn

TOLD_AGAIN = "told otherwise by the department's system"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of one incident: ``values`` by the names in `SAID`; of a system's own, under its own number."""

    kind: Kind
    values: Mapping[str, Any]
    source: str = ""
    own_id: str = ""


def record_incidents(*, actor: Actor, city: str, told: Sequence[Told]) -> list[Incident]:
    """Write down what happened in a city, all or none, and return a row for each that is told.

    What a system tells again under its own number is the row that is there; told otherwise it is a row beside it.
    Raises ``PermissionDenied`` to whoever doesn't record these there, ``ValidationError`` by field for what can't be.
    """
    told = _sound(actor, city, told)
    with transaction.atomic():
        there = _there(city, told)
        rows = [_row(actor, about, there.get((about.source, about.own_id))) for about in told]
        _check(actor, rows)
        write_incidents(actor=actor, rows=[row for row in rows if row.pk is None])
    return rows


def _sound(actor: Actor, city: str, told: Sequence[Told]) -> list[Told]:
    """Return what is told with what follows from it; raises ``ValidationError`` of the first that can't be so."""
    known = Known.of(actor, city, [about.values for about in told])
    whole = [replace(about, values=completed(known, about.values)) for about in told]
    wrong = next((found for about in whole if (found := faults(known, about.kind, about.values))), None)
    if wrong:
        raise ValidationError(wrong)
    return whole


def write_incidents(*, actor: Actor, rows: Sequence[Incident]) -> None:
    """Write new rows, in the caller's transaction, over those that they correct, and tell whoever computes by them."""
    replaced = [row.corrects for row in rows if row.corrects]
    Incident.objects.filter(pk__in=[row.pk for row in replaced]).update(replaced=True)
    insert_many(Incident, rows)
    tell_changed((row.answers_id, row.happened_on) for row in (*rows, *replaced) if row.answers_id)
    record_many(_audit_row(actor, row) for row in rows)


def _there(city: str, told: Sequence[Told]) -> dict[tuple[str, str], Incident]:
    numbered = {about.source: set[str]() for about in told if about.own_id}
    found: dict[tuple[str, str], Incident] = {}
    for source, ids in numbered.items():
        take_turn(f"incidents:{city}:{source}")
        ids |= {about.own_id for about in told if about.source == source}
        rows = Incident.objects.filter(city=city, source=source, own_id__in=ids - {""}, replaced=False)
        found |= {(row.source, row.own_id): row for row in rows}
    return found


def _row(actor: Actor, about: Told, there: Incident | None) -> Incident:
    if there is None:
        return new_row(actor, about.kind, about.values, source=about.source, own_id=about.own_id)
    same = there.kind == about.kind and all(
        getattr(there, name) == value for name, value in about.values.items()
    )
    return there if same else corrected(actor, there, about.values, TOLD_AGAIN)


def _check(actor: Actor, rows: Sequence[Incident]) -> None:
    if not isinstance(actor, Viewer):
        return
    asked = {(Kind(row.kind), row.division_id) for row in rows}
    asked |= {(Kind(row.kind), row.corrects.division_id) for row in rows if row.corrects}
    if not all(may_record(actor, kind, division) for kind, division in asked):
        raise PermissionDenied


def _audit_row(actor: Actor, row: Incident) -> NewAuditRow:
    return NewAuditRow(
        actor=actor,
        act="incident.correct" if row.corrects_id else "incident.record",
        subject=f"incident:{row.pk}",
        city=row.division_id[:4],
        detail={"kind": row.kind, **({"corrects": row.corrects_id} if row.corrects_id else {})},
    )
