"""Record: what happened is written down once, however often a department's system tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.incidents.access import may_record
from sanling.domain.incidents.checking import Known, completed, faults
from sanling.domain.incidents.clocks import move_clocks
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.saying import SAID, as_kept, corrected, new_row
from sanling.domain.incidents.telling import TOLD_AGAIN, tell_changed, tell_recorded
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.turns import take_turn


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of one incident: ``values`` by the names in `SAID`; of a system's own, under its own number."""

    kind: Kind
    values: Mapping[str, Any]
    source: str = ""
    own_id: str = ""
    # Why it is told otherwise, where the system says so.
    reason: str = ""


def record_incidents(*, actor: Actor, city: str, told: Sequence[Told]) -> list[Incident]:
    """Write down what happened in a city, all or none, and return a row for each that is told.

    What a system tells again under its own number is the row that is there; told otherwise it is a row beside it. What
    was corrected by hand meanwhile stays, unless the system says of that very thing something else than before.
    Raises ``PermissionDenied`` to whoever doesn't record these there, ``ValidationError`` by field for what can't be.
    """
    with transaction.atomic():
        there = _there(city, told)
        sayings, wrong = _checked(actor, city, told, there)
        first = next(filter(None, wrong), None)
        if first:
            raise ValidationError(first)
        rows = [_row(actor, saying, there.get((saying.source, saying.own_id))) for saying in sayings]
        if not all(_may(actor, row) for row in rows):
            raise PermissionDenied
        write_incidents(actor=actor, rows=[row for row in rows if row.pk is None])
    return rows


def wrong_with(*, actor: Actor, city: str, told: Sequence[Told]) -> list[dict[str, str]]:
    """Return for each that is told what is wrong with it by field; nothing of what may be recorded."""
    with transaction.atomic():
        there = _there(city, told)
        sayings, wrong = _checked(actor, city, told, there)
        rows = [
            None if found else _row(actor, saying, there.get((saying.source, saying.own_id)))
            for saying, found in zip(sayings, wrong, strict=True)
        ]
    denied = {"": _("Your post does not record this, or not there.")}
    return [denied if row and not _may(actor, row) else found for row, found in zip(rows, wrong, strict=True)]


def _checked(
    actor: Actor, city: str, told: Sequence[Told], there: Mapping[tuple[str, str], Incident]
) -> tuple[list[Told], list[dict[str, str]]]:
    """Return what is told with what follows from it, and what is wrong with each."""
    told = [replace(about, values=as_kept(about.kind, about.values)) for about in told]
    before = [there.get((about.source, about.own_id)) for about in told]
    whole = [_over(row, about.values) for row, about in zip(before, told, strict=True)]
    known = Known.of(actor, city, whole, there.values())
    sayings, wrong = [], []
    for row, about, values in zip(before, told, whole, strict=True):
        made = completed(known, values)
        wrong.append(_unfit(row, about) or faults(known, about.kind, made))
        sayings.append(replace(about, values=about.values if row else made))
    return sayings, wrong


def _unfit(row: Incident | None, about: Told) -> dict[str, str]:
    """Return why something can't be told over what stands under its number."""
    if row is None and about.values.get("withdrawn"):
        return {"withdrawn": _("Nothing is recorded under this number that could be withdrawn.")}
    if row is not None and row.kind != about.kind:
        return {"kind": _("Under this number stands an incident of another kind.")}
    return {}


def _over(row: Incident | None, values: Mapping[str, Any]) -> dict[str, Any]:
    return {**({name: getattr(row, name) for name in SAID} if row else {}), **values}


def write_incidents(*, actor: Actor, rows: Sequence[Incident]) -> None:
    """Write new rows, in the caller's transaction, over those that they correct, and tell whoever computes by them."""
    replaced = [row.corrects for row in rows if row.corrects]
    Incident.objects.filter(pk__in=[row.pk for row in replaced]).update(replaced=True)
    insert_many(Incident, rows)
    move_clocks(rows)
    tell_changed((row.answers_id, row.happened_on) for row in (*rows, *replaced) if row.answers_id)
    tell_recorded(row.pk for row in (*rows, *replaced))
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
    last = _last_told(there)
    other = {name: value for name, value in about.values.items() if getattr(last, name) != value}
    reason = f"{TOLD_AGAIN}: {about.reason}" if about.reason else TOLD_AGAIN
    return corrected(actor, there, other, reason) if other else there


def _last_told(row: Incident) -> Incident:
    """Return what the system itself said last, before anybody corrected it by hand."""
    while row.corrects and not row.reason.startswith(TOLD_AGAIN):
        row = row.corrects
    return row


def _may(actor: Actor, row: Incident) -> bool:
    """Tell whether it is an actor's to record where it is, and where it was said to be before."""
    if not isinstance(actor, Viewer):
        return True
    places = {row.division_id, *([row.corrects.division_id] if row.corrects else [])}
    return all(may_record(actor, Kind(row.kind), place) for place in places)


def _audit_row(actor: Actor, row: Incident) -> NewAuditRow:
    return NewAuditRow(
        actor=actor,
        act="incident.correct" if row.corrects_id else "incident.record",
        subject=f"incident:{row.pk}",
        city=row.division_id[:4],
        detail={"kind": row.kind, **({"corrects": row.corrects_id} if row.corrects_id else {})},
    )
