"""What stands in the way of recognising a subject: rooms above say it in the ``BARS`` of their ``bars.py``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise

from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.situations import among, once, recognition_of
from sanling.domain.workflow.transition import Situation
from sanling.foundation.installed import modules


@dataclass(frozen=True)
class Bar:
    """A sort of bar (a sanction, a blacklist): which of some subjects it keeps from a year's title, and why."""

    code: str
    name: str | Promise
    standing: Callable[[Sequence[int], int], Mapping[int, str]]


@cache
def bars() -> tuple[Bar, ...]:
    """Return the bars of the installed rooms."""
    return tuple(bar for module in modules("bars") for bar in getattr(module, "BARS", ()))


def barred(subjects: Sequence[int], year: int) -> dict[int, list[str]]:
    """Return why which of some subjects can't be recognised for a year, each reason after the name of its bar."""
    found: dict[int, list[str]] = {}
    for bar in bars():
        for subject, reason in bar.standing(subjects, year).items():
            found.setdefault(subject, []).append(f"{bar.name}：{reason}")
    return found


def bars_of(situation: Situation) -> Sequence[str]:
    """Return why the subject of a situation can't be recognised; read once for a list."""
    recognition = recognition_of(situation)
    rows: Mapping[int, Recognition] = among(situation).read["recognition.rows"]
    of_list = once(
        among(situation),
        f"recognition.bars {recognition.year}",
        lambda: barred([row.subject_id for row in rows.values()], recognition.year),
    )
    return of_list.get(recognition.subject_id, [])
