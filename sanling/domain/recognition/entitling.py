"""The yearly title as a recorded fact: given or not, with the reasons that it rests on; taken back, it is ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from sanling.domain.recognition.models import Comparison, Title
from sanling.domain.recognition.situations import among, comparisons_of, once, recognition_of, stored
from sanling.domain.workflow.transition import Act, Situation


def entitle(act: Act, *, granted: bool) -> None:
    """Record the title of an act's subject; one that stands is ended by it."""
    recognition, found = recognition_of(act.situation), comparisons_of(act.situation)
    end_title(act)
    stored(act).change.add(
        Title(
            recognition=recognition,
            subject_id=recognition.subject_id,
            year=recognition.year,
            granted=granted,
            reasons={"zeros": [_reason(row) for row in found], "said": act.fields.get("reason", "")},
            broken=sorted({month for row in found for month in row.broken}),
            at=act.now,
        )
    )


def _reason(row: Comparison) -> dict[str, Any]:
    return {
        "zero": row.zero,
        "finding": row.finding,
        "kept": row.kept,
        "broken": [f"{month:%Y-%m}" for month in row.broken],
        "open": [f"{month:%Y-%m}" for month in row.open],
        "unit": row.unit_id,
        "note": row.note,
    }


def end_title(act: Act) -> None:
    """End the title that stands, for the reason of the act."""
    for title in _standing(act.situation):
        stored(act).change.set(title, ended_at=act.now, ended_why=act.fields.get("reason", ""))


def _standing(situation: Situation) -> Sequence[Title]:
    situations = among(situation)

    def read() -> Mapping[int, list[Title]]:
        titles: dict[int, list[Title]] = {}
        of_list = Title.objects.filter(recognition__matter__in=list(situations.matters), ended_at=None)
        for title in of_list:
            titles.setdefault(title.recognition_id or 0, []).append(title)
        return titles

    return once(situations, "recognition.titles", read).get(recognition_of(situation).pk, [])
