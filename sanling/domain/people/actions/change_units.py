"""Change what units are called, where they can be reached, and which unit they hand up to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import keeps_unit
from sanling.domain.people.models import Unit
from sanling.domain.territory.rules import is_under
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.cleaning import name_key
from sanling.foundation.database.bulk import update_many

FIELDS = ("name", "name_en", "phone", "duty_phone", "hours", "address", "parent_id", "lines")
Changes = Mapping[int, Mapping[str, Any]]


def change_units(*, actor: Actor, changes: Changes) -> list[Unit]:
    """Give units other names, phones, hours, addresses, parents or lines, by their keys; return those really changed.

    Each has an audit row with what was before and what is now, so that a unit's earlier names are known. Raises
    ``ValidationError`` for a unit that has ended, a name that another unit of its place has, and a parent that stands
    elsewhere or below it; ``PermissionDenied`` to who doesn't keep units there.
    """
    with transaction.atomic():
        locked = Unit.objects.select_for_update(no_key=True).filter(pk__in=changes).order_by("pk")
        units = list(locked)
        if isinstance(actor, Viewer) and not all(keeps_unit(actor, unit) for unit in units):
            raise PermissionDenied
        before = {unit.pk: {name: getattr(unit, name) for name in FIELDS} for unit in units}
        for unit in units:
            for name, value in changes[unit.pk].items():
                setattr(unit, name, value)
        changed = [unit for unit in units if _now(unit) != before[unit.pk]]
        _check(changed, before)
        update_many(changed, [name for name in FIELDS if name != "lines"])
        _write_lines([unit for unit in changed if unit.lines != before[unit.pk]["lines"]])
        record_many(_audit_rows(actor, changed, before))
    return changed


def _write_lines(units: Sequence[Unit]) -> None:
    """Write lines: lists in a list have no place in the statement that writes the rest."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for unit in units:
        alike[tuple(unit.lines)].append(unit.pk)
    for lines, keys in alike.items():
        Unit.objects.filter(pk__in=keys).update(lines=list(lines))


def _now(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in FIELDS}


def _check(units: Sequence[Unit], before: Mapping[int, Mapping[str, Any]]) -> None:
    renamed = {unit.pk: unit for unit in units if unit.name != before[unit.pk]["name"]}
    beside = Unit.objects.filter(division__in={unit.division_id for unit in renamed.values()}, ends_on=None)
    named: dict[tuple[str, str], set[int]] = defaultdict(set)
    for path, name, pk in beside.values_list("division_id", "name", "pk"):
        named[path, name_key(renamed[pk].name if pk in renamed else name)].add(pk)
    for unit in units:
        if unit.ends_on:
            raise ValidationError({"name": _("This unit has ended.")})
        if unit.pk in renamed and named[unit.division_id, name_key(unit.name)] - {unit.pk}:
            raise ValidationError({"name": _("There is such a unit here already.")})
    _check_parents([unit for unit in units if unit.parent_id != before[unit.pk]["parent_id"]])


def _check_parents(units: Sequence[Unit]) -> None:
    if not units:
        return
    asked = {unit.pk: unit.parent_id for unit in units}
    above = dict(Unit.objects.filter(city=units[0].city, ends_on=None).values_list("pk", "parent_id")) | asked
    where = dict(
        Unit.objects.filter(pk__in=[pk for pk in asked.values() if pk]).values_list("pk", "division_id")
    )
    for unit in units:
        if unit.parent_id is None:
            continue
        if unit.pk in _chain(unit.parent_id, above):
            raise ValidationError({"parent": _("This unit would hand up to itself, at once or in a ring.")})
        if unit.parent_id not in above or not is_under(unit.division_id, where[unit.parent_id]):
            raise ValidationError(
                {"parent": _("A unit hands up to one of its own place or of a place above it.")}
            )


def _chain(pk: int | None, above: Mapping[int, int | None]) -> Iterator[int]:
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        yield pk
        pk = above.get(pk)


def _audit_rows(
    actor: Actor, units: Sequence[Unit], before: Mapping[int, Mapping[str, Any]]
) -> Iterator[NewAuditRow]:
    for unit in units:
        now, then = _now(unit), before[unit.pk]
        yield NewAuditRow(
            actor=actor,
            act="unit.change",
            subject=f"unit:{unit.pk}",
            city=unit.city,
            detail={name: [then[name], now[name]] for name in FIELDS if now[name] != then[name]},
        )
