"""Put charges: who is in charge of what at subjects, from a day on; who was so before is kept, without the phone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import keeps
from sanling.domain.subjects.models import Charge, Subject
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_values
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.days import today


@dataclass(frozen=True)
class InCharge:
    """Somebody of the subject's own by name and phone, a post of the city, or nobody any more.

    A phone of ``None`` is left as it is, for somebody who is in charge already.
    """

    name: str = ""
    phone: str | None = ""
    post_id: int | None = None


class TooEarly(Exception):
    """It is said from a day on at which somebody else is known to have been in charge; says from which it can be."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


# By subject, by the code of the duty.
Charges = Mapping[int, Mapping[str, InCharge]]


def put_charges(
    *, actor: Actor, charges: Charges, on: date, added: Collection[int] = frozenset()
) -> set[int]:
    """Have these be in charge at subjects from a day on, and return the subjects at which that is a change.

    Duties that aren't named stay as they are. Of subjects that the same act ``added`` the audit log tells that already,
    and nothing was changed there. The number of statements doesn't grow with the list. Raises
    ``PermissionDenied`` to who doesn't keep one of the subjects, `TooEarly`.
    """
    wanted = {pk: of_duties for pk, of_duties in charges.items() if of_duties}
    if not wanted:
        return set()
    with transaction.atomic():
        charged = AnyOf(F("pk"), list(wanted))
        locked = Subject.objects.select_for_update(no_key=True).filter(charged).order_by("pk")
        subjects = list(locked.values_list("pk", "city", "division", "type", "sector"))
        if isinstance(actor, Viewer) and not all(
            keeps(actor, path, (kind, sector)) for _pk, _city, path, kind, sector in subjects
        ):
            raise PermissionDenied
        lasting = {
            (charge.subject_id, charge.duty): charge
            for charge in Charge.objects.filter(AnyOf(F("subject"), list(wanted)), ends_on=None)
        }
        ended, begun = _differences(wanted, lasting, on)
        _check_day([*ended, *begun], on)
        left = Charge.objects.filter(AnyOf(F("pk"), [charge.pk for charge in ended]))
        left.update(ends_on=on, phone="")
        insert_values(Charge, _New._fields, begun)
        changed = {charge.subject_id for charge in ended} | {charge.subject_id for charge in begun}
        told = changed.difference(added)
        record_many(_audit_row(actor, pk, city) for pk, city, *_line in subjects if pk in told)
    return changed


class _New(NamedTuple):
    """Who is to be in charge: what a row of `Charge` holds."""

    subject_id: int
    duty: str
    post_id: int | None
    name: str
    phone: str
    begins_on: date


def _check_day(differing: Sequence[Charge | _New], on: date) -> None:
    """Refuse a day before one that has its history already; none is later than today."""
    if on >= today() or not differing:
        return
    duties = {(charge.subject_id, charge.duty) for charge in differing}
    known = Charge.objects.filter(subject__in={subject for subject, _duty in duties})
    days = [
        charge.ends_on or charge.begins_on
        for charge in known.defer("phone")
        if (charge.subject_id, charge.duty) in duties
    ]
    if days and max(days) > on:
        raise TooEarly(max(days))


def _differences(
    wanted: Charges, lasting: Mapping[tuple[int, str], Charge], on: date
) -> tuple[list[Charge], list[_New]]:
    ended: list[Charge] = []
    begun: list[_New] = []
    for pk, of_duties in wanted.items():
        for duty, person in of_duties.items():
            before = lasting.get((pk, duty))
            if before is None and person == InCharge():
                continue
            new = _charge(pk, duty, person, before, on)
            if before is not None and _says(before) == _says(new):
                continue
            ended += [before] if before else []
            begun += [new] if new.name or new.post_id else []
    return ended, begun


def _charge(pk: int, duty: str, person: InCharge, before: Charge | None, on: date) -> _New:
    stays = before is not None and before.name == person.name and person.phone is None
    phone = before.phone if before is not None and stays else person.phone or ""
    return _New(pk, duty, person.post_id, person.name, phone, on)


def _says(charge: Charge | _New) -> tuple[int | None, str, str]:
    return charge.post_id, charge.name, charge.phone


def _audit_row(actor: Actor, pk: int, city: str) -> NewAuditRow:
    return NewAuditRow(actor=actor, act="subject.charge", subject=f"subject:{pk}", city=city)
