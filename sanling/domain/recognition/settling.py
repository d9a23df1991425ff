"""Warnings are settled: opened, changed and lifted by colours that were computed anew, many at once, by the system."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Model

from sanling.domain.matters.act import Wish, perform_each
from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.changes import Batch
from sanling.domain.matters.errors import ActError
from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import next_numbers, take_numbers
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import ColourWarning, Standard, WarningDue
from sanling.domain.recognition.responsible import responsible_units
from sanling.domain.recognition.standing import KIND, Difference, Way, differences, has_warnings, standings
from sanling.domain.subjects.models import Subject
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.calendar import CHINA
from sanling.foundation.database.bulk import update_many
from sanling.foundation.database.turns import take_turn
from sanling.foundation.profile.registry import profile_for

log = logging.getLogger(__name__)
ACTOR = SystemActor("warnings")
# More than so many at once go in the lane of bulk, and are told together.
AT_ONCE = 20
BATCH = 500
TURNS = 4


def mark_due(city: str, part: StandardPart, subjects: Sequence[int] | None = None) -> int:
    """Note, in the caller's transaction, of which subjects the warnings are to be settled; return how many."""
    if not has_warnings(city):
        return 0
    found = differences(city, part, subjects)
    bulk = len(found) > AT_ONCE
    WarningDue.objects.bulk_create(
        WarningDue(city=city, subject_id=difference.subject, bulk=bulk) for difference in found
    )
    return len(found)


def settle_warnings() -> int:
    """Settle the next that single facts have changed; return of how many subjects."""
    return sum(_settle(city, bulk=False) for city in _cities(bulk=False))


def settle_warnings_bulk() -> int:
    """Settle what whole evaluations have changed, some at a time, beside what is urgent; return of how many."""
    return sum(_settle(city, bulk=True) for city in _cities(bulk=True) for _turn in range(TURNS))


def settle_staged(city: str) -> None:
    """Settle all of a city in the caller's transaction: of the demonstration, in which nobody works yet."""
    while _settle(city, bulk=False, take=next_numbers) + _settle(city, bulk=True, take=next_numbers):
        pass


def _cities(*, bulk: bool) -> list[str]:
    waiting = WarningDue.objects.filter(bulk=bulk).order_by("city")
    return list(waiting.values_list("city", flat=True).distinct())


def _settle(city: str, *, bulk: bool, take: Callable[..., list[str]] = take_numbers) -> int:
    """Settle the next of a city.

    Numbers are taken before the transaction that uses them, so that whoever registers meanwhile waits for none of it.
    """
    standard = Standard.objects.filter(city=city, retired_at=None).first()
    due = WarningDue.objects.filter(city=city, bulk=bulk).order_by("pk")
    waiting = dict(due.values_list("pk", "subject_id")[:BATCH])
    subjects = sorted(set(waiting.values()))
    if not subjects:
        return 0
    part = StandardPart.model_validate(standard.body) if standard else StandardPart()
    found = differences(city, part, subjects) if has_warnings(city) else []
    opening = sum(difference.warning is None for difference in found)
    day = clock.now().astimezone(CHINA).date()
    numbers = take(opening, city=city, letters=profile_for(city).letters, day=day) if opening else []
    with transaction.atomic():
        take_turn(f"warnings:{city}")
        if found:
            batch = Batch(uuid4(), large=True) if bulk else None
            _Settling(city, part, differences(city, part, subjects), batch).carry_out(numbers)
        WarningDue.objects.filter(pk__in=waiting).delete()
    return len(subjects)


@dataclass(frozen=True)
class _Settling:
    """What is to be opened, changed and lifted in one transaction."""

    city: str
    part: StandardPart
    found: Sequence[Difference]
    batch: Batch | None

    def carry_out(self, numbers: Sequence[str]) -> None:
        """Do it all, opening as many as there are numbers; the rest came about since, and is settled next."""
        subjects = Subject.objects.select_related("division").in_bulk([each.subject for each in self.found])
        told = standings(self.part, self.found, {key: subject.name for key, subject in subjects.items()})
        new = [difference for difference in self.found if difference.warning is None]
        openings = self._openings(new[: len(numbers)], subjects, told)
        open_matters(actor=ACTOR, openings=openings, batch=self.batch, numbers=numbers[: len(openings)])
        WarningDue.objects.bulk_create(
            WarningDue(city=self.city, subject_id=late.subject, bulk=self.batch is not None)
            for late in new[len(numbers) :]
        )
        self._change([difference for difference in self.found if difference.warning is not None], told)

    def _openings(
        self,
        new: Sequence[Difference],
        subjects: Mapping[int, Subject],
        told: Mapping[int, Mapping[str, Any]],
    ) -> list[Opening]:
        units = responsible_units([subjects[difference.subject] for difference in new])
        openings = []
        for difference in new:
            subject = subjects[difference.subject]
            nowhere = subject.division.valid_until is not None
            if subject.pk not in units or nowhere or difference.month is None:
                log.error("Nobody answers for the warning of the subject %s.", subject.pk)
                continue
            openings.append(
                Opening(
                    kind=KIND,
                    division=subject.division_id,
                    title=told[subject.pk]["title"],
                    holder=units[subject.pk],
                    params={"standing": told[subject.pk]},
                    beside=_beside(difference, difference.month),
                )
            )
        return openings

    def _change(self, changed: Sequence[Difference], told: Mapping[int, Mapping[str, Any]]) -> None:
        """Do the act on each whose colour changed, and keep beside it how it stands now."""
        wishes = [
            Wish(
                matter_id=difference.matter or 0,
                verb=difference.way(self.part),
                fields={"standing": told[difference.subject]},
            )
            for difference in changed
        ]
        outcomes = perform_each(actor=ACTOR, wishes=wishes, batch=self.batch) if wishes else []
        rows = ColourWarning.objects.in_bulk([difference.warning for difference in changed])
        done = []
        for difference, outcome in zip(changed, outcomes, strict=True):
            if isinstance(outcome, ActError):
                log.error("The warning of the matter %s can't change: %s", difference.matter, outcome)
                continue
            row = rows[difference.warning or 0]
            if difference.way(self.part) is Way.LIFT:
                row.open = False
            else:
                row.colour, row.month = difference.colour, difference.month or row.month
                row.worst = difference.worst(self.part, row.worst)
            done.append(row)
        update_many(done, ["colour", "month", "worst", "open"])


def _beside(difference: Difference, month: date) -> Callable[[Matter], list[Model]]:
    """Return what makes the row beside a warning's matter."""

    def made(matter: Matter) -> list[Model]:
        row = ColourWarning(
            matter=matter,
            subject_id=difference.subject,
            colour=difference.colour,
            worst=difference.colour,
            month=month,
        )
        return [row]

    return made
