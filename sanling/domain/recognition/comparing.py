"""The lead departments' comparison: what the evaluation of each month says of each zero over a year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sanling.domain.recognition.models import Comparison, Judged, Recognition
from sanling.domain.recognition.situations import (
    among,
    comparisons_of,
    lead_of,
    once,
    recognition_of,
    recognition_part,
    standard_part,
    stored,
)
from sanling.domain.workflow.transition import Act, Situation


@dataclass
class OverYear:
    """How a zero of a subject stood over the months of a year."""

    kept: int = 0
    broken: list[date] = field(default_factory=list)
    open: list[date] = field(default_factory=list)

    @property
    def finding(self) -> str:
        """Return what follows from the facts alone: nothing while a month is not established."""
        if self.broken:
            return Comparison.Finding.BROKEN
        return "" if self.open or not self.kept else Comparison.Finding.KEPT


def over_year(
    subjects: Sequence[int], months: Sequence[date], zeros: Iterable[str]
) -> dict[int, dict[str, OverYear]]:
    """Return by subject and zero how its months stood, in one statement; what nobody judged is not established.

    Months in which a subject was exempt, and those before it was there, count neither way.
    """
    codes = list(zeros)
    judged = Judged.objects.filter(subject__in=subjects, month__range=(months[0], months[-1]))
    rows = {
        (subject, month): (broken, unknown, exempt)
        for subject, month, broken, unknown, exempt in judged.values_list(
            "subject", "month", "broken", "open", "exempt"
        )
    }
    found: dict[int, dict[str, OverYear]] = {}
    for subject in subjects:
        first = min((month for month in months if (subject, month) in rows), default=months[0])
        found[subject] = {code: OverYear() for code in codes}
        for month in months:
            row = rows.get((subject, month))
            if (row is None and month < first) or (row and row[2]):
                continue
            _count(found[subject], month, row)
    return found


def _count(zeros: Mapping[str, OverYear], month: date, row: tuple[list[str], list[str], str] | None) -> None:
    for code, zero in zeros.items():
        if row is None or code in row[1]:
            zero.open.append(month)
        elif code in row[0]:
            zero.broken.append(month)
        else:
            zero.kept += 1


def compare(act: Act) -> None:
    """Compare the subject of an act anew, and call in the departments that must say what the facts don't."""
    now, recognition, change = act.now, recognition_of(act.situation), stored(act).change
    earlier = {row.zero: row for row in comparisons_of(act.situation)}
    zeros = _of_list(act.situation)[recognition.subject_id]
    for code, zero in zeros.items():
        row = earlier.pop(code, None)
        if row is None:
            change.add(Comparison(recognition=recognition, zero=code, **_values(zero, now)))
        else:
            change.set(row, **_values(zero, now))
    change.gone += earlier.values()
    waiting = (lead_of(act.situation, code, now) for code, zero in zeros.items() if not zero.finding)
    for unit in sorted({unit for unit in waiting if unit}, key=lambda unit: unit.pk):
        act.call_in(unit)


def _of_list(situation: Situation) -> Mapping[int, Mapping[str, OverYear]]:
    """Return how the subjects of a list stood, read once for each year."""
    recognition = recognition_of(situation)
    city = recognition.subject.division_id[:4]
    rows: Mapping[int, Recognition] = among(situation).read["recognition.rows"]

    def read() -> dict[int, dict[str, OverYear]]:
        subjects = [row.subject_id for row in rows.values() if row.year == recognition.year]
        months = recognition_part(city).months(recognition.year)
        return over_year(subjects, months, standard_part(city).by_zero)

    return once(among(situation), f"recognition.over {recognition.year}", read)


def _values(zero: OverYear, now: datetime) -> dict[str, Any]:
    found = {"kept": zero.kept, "broken": zero.broken, "open": zero.open, "finding": zero.finding}
    return {**found, "unit_id": None, "note": "", "at": now}
