"""Which warnings there should be: how subjects stand now, beside the warnings that are open; one statement.

A subject stands as in the last month of which anything is established: a month that isn't opens no warning and ends
none. What is closed, moved away or exempt has no cause to be warned of any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.reports import LONGEST_TITLE
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Reason
from sanling.domain.recognition.verbs.fall import Fall
from sanling.domain.recognition.verbs.lift import Lift
from sanling.domain.recognition.verbs.rise import Rise
from sanling.domain.subjects.models import OVER
from sanling.foundation.profile.registry import profile_for

# The kind of matters that warnings are, where a city has it, and their family.
KIND = "warning"
FAMILY = "warning"
_DIFFERENCES = """
    SELECT s.id, coalesce(stands.colour, ''), stands.month, w.id, w.matter_id, coalesce(w.colour, '')
    FROM subjects_subject s
    LEFT JOIN LATERAL (
        SELECT j.month, CASE WHEN j.exempt = '' AND s.status <> ALL(%(over)s) THEN j.colour ELSE '' END AS colour
        FROM recognition_judged j WHERE j.subject_id = s.id AND (j.colour <> '' OR j.exempt <> '')
        ORDER BY j.month DESC LIMIT 1
    ) stands ON true
    LEFT JOIN recognition_colourwarning w ON w.subject_id = s.id AND w.open
    WHERE s.city = %(city)s AND (%(subjects)s::bigint[] IS NULL OR s.id = ANY(%(subjects)s))
    AND CASE WHEN w.id IS NULL THEN stands.colour = ANY(%(warning)s)
        ELSE stands.colour IS DISTINCT FROM w.colour END
    ORDER BY s.id
"""


class Way(StrEnum):
    """What becomes of a warning: it is opened, or one of the verbs is done to it."""

    OPEN = "open"
    RISE = Rise.code
    FALL = Fall.code
    LIFT = Lift.code


@dataclass(frozen=True)
class Difference:
    """A subject whose open warning isn't what its colour asks for: to be opened, turned, or lifted.

    ``month`` is the one whose colour counts; ``warning``, ``matter`` and ``before`` are of the open warning.
    """

    subject: int
    colour: str
    month: date | None
    warning: int | None
    matter: int | None
    before: str

    def way(self, part: StandardPart) -> Way:
        """Return what is to become of the warning."""
        if self.warning is None:
            return Way.OPEN
        order = list(part.by_colour)
        if self.colour not in order or not part.by_colour[self.colour].warns:
            return Way.LIFT
        rises = self.before not in order or order.index(self.colour) < order.index(self.before)
        return Way.RISE if rises else Way.FALL

    def worst(self, part: StandardPart, before: str) -> str:
        """Return the worse of its colour and the worst one before."""
        order = list(part.by_colour)
        return min(self.colour, before, key=lambda code: order.index(code) if code in order else len(order))


def has_warnings(city: str) -> bool:
    """Tell whether a city has warnings."""
    part: MattersPart = profile_for(city).part("matters")
    return part.kind(KIND) is not None


def differences(city: str, part: StandardPart, subjects: Sequence[int] | None = None) -> list[Difference]:
    """Return the subjects of a city, or those of some, whose warnings are not as they should be by a standard."""
    warning = [colour.code for colour in part.colours if colour.warns]
    asked = {
        "city": city,
        "subjects": None if subjects is None else list(subjects),
        "warning": warning,
        "over": OVER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES, asked)
        return [Difference(*row) for row in cursor.fetchall()]


def titled(part: StandardPart, colour: str, name: str) -> str:
    """Return the title of a warning: its colour, or that it is over, and the subject's name as far as there is room."""
    known = part.by_colour.get(colour)
    told = f"{known.name.zh}预警" if known and known.warns else "预警解除"
    return f"{told}：{name}"[:LONGEST_TITLE]


def standings(
    part: StandardPart, found: Sequence[Difference], names: Mapping[int, str]
) -> Mapping[int, dict[str, Any]]:
    """Return what entries keep of how subjects stand, by subject.

    That is the colour, the month that has it, the title of the warning, and rules and facts as the reasons.
    """
    reasons: dict[tuple[int, date], list[dict[str, Any]]] = {}
    months = {difference.month for difference in found if difference.month}
    cited = Reason.objects.filter(subject__in=[difference.subject for difference in found], month__in=months)
    for reason in cited.order_by("rule"):
        told = {"id": reason.pk, "rule": reason.rule, "standard": reason.standard_id, "facts": reason.facts}
        reasons.setdefault((reason.subject_id, reason.month), []).append(told)
    return {
        difference.subject: {
            "colour": difference.colour,
            "name": _name(part, difference.colour),
            "month": f"{difference.month:%Y-%m}" if difference.month else "",
            "title": titled(part, difference.colour, names[difference.subject]),
            "reasons": reasons.get((difference.subject, difference.month), []) if difference.month else [],
        }
        for difference in found
    }


def _name(part: StandardPart, colour: str) -> dict[str, str]:
    known = part.by_colour.get(colour)
    return (
        known.name.model_dump()
        if known
        else {"zh": colour or "不再评价", "en": colour or "Not judged any more"}
    )
