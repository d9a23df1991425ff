"""How a subject stood month by month, and by which rules and facts; of facts as much as each may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanling.domain.incidents.models import Incident
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import visible_judged
from sanling.domain.recognition.config import Colour, Rule, StandardPart
from sanling.domain.recognition.models import Judged, Reason, Standard
from sanling.domain.subjects.facts import fact_sources
from sanling.domain.subjects.models import Subject

MONTHS = 13


@dataclass(frozen=True)
class ReasonTold:
    """A rule that was broken; the facts that a viewer may see, in words, and whether there are others, not how many."""

    zero: str
    rule: Rule
    facts: Sequence[tuple[Any, str]]
    others: bool


@dataclass(frozen=True)
class MonthTold:
    """How a subject stood in a month, and why."""

    judged: Judged
    colour: Colour | None
    open: Sequence[str]
    reasons: Sequence[ReasonTold]


def months_told(viewer: Viewer, subject: Subject, until: date | None = None) -> list[MonthTold]:
    """Return how a subject stood in the last months, as of a day if it is named; a statement for each sort of fact."""
    judged = visible_judged(viewer).filter(subject=subject)
    judged = judged.filter(month__lte=until) if until else judged
    months = list(judged.order_by("-month")[:MONTHS])
    reasons = list(
        Reason.objects.filter(subject=subject, month__in=[month.month for month in months]).order_by(
            "zero", "rule"
        )
    )
    parts = _parts(subject.city, {reason.standard_id for reason in reasons})
    seen = _seen(viewer, reasons, parts)
    current = next((part for pk, part in parts.items() if pk is None), StandardPart())
    return [
        MonthTold(
            judged=month,
            colour=current.by_colour.get(month.colour),
            open=[str(current.by_zero[zero].name) for zero in month.open if zero in current.by_zero],
            reasons=[
                _told(reason, parts[reason.standard_id], seen)
                for reason in reasons
                if reason.month == month.month
            ],
        )
        for month in months
    ]


def _parts(city: str, cited: set[int]) -> dict[int | None, StandardPart]:
    """Return the standards that reasons were found by, and under no key the one in force."""
    found: dict[int | None, StandardPart] = {}
    for standard in Standard.objects.filter(city=city):
        if standard.pk in cited or standard.retired_at is None:
            part = StandardPart.model_validate(standard.body)
            found[standard.pk] = part
            if standard.retired_at is None:
                found[None] = part
    return found


def _seen(
    viewer: Viewer, reasons: Sequence[Reason], parts: Mapping[int | None, StandardPart]
) -> dict[tuple[str, int], tuple[Any, str]]:
    """Return day and words of each cited fact that a viewer may see."""
    cited: dict[str, set[int]] = {}
    for reason in reasons:
        cited.setdefault(parts[reason.standard_id].by_rule[reason.rule].fact, set()).update(reason.facts)
    found: dict[tuple[str, int], tuple[Any, str]] = {}
    for code, keys in cited.items():
        source = fact_sources()[code]
        for row in source.visible(viewer).filter(pk__in=keys):
            found[code, row.pk] = (getattr(row, source.day), source.told(row))
    return found


def _told(reason: Reason, part: StandardPart, seen: Mapping[tuple[str, int], tuple[Any, str]]) -> ReasonTold:
    rule = part.by_rule[reason.rule]
    facts = [seen[rule.fact, key] for key in reason.facts if (rule.fact, key) in seen]
    return ReasonTold(str(part.by_zero[rule.zero].name), rule, facts, others=len(facts) < len(reason.facts))


@dataclass(frozen=True)
class Cited:
    """A month in which a fact is a reason: of which subject, for which zero, by which rule."""

    month: date
    subject: Subject
    zero: str
    rule: Rule


def months_citing(viewer: Viewer, incident: Incident) -> list[Cited]:
    """Return in which months of a subject, as far as a viewer sees them, an incident is a reason, the latest first."""
    if not incident.answers_id:
        return []
    # The keys of other sorts of facts may be the same: the rule says of which sort it is.
    reasons = Reason.objects.filter(subject=incident.answers_id, facts__contains=[incident.pk])
    seen = visible_judged(viewer).filter(subject=incident.answers_id).values("month")
    found = list(reasons.filter(month__in=seen).select_related("subject").order_by("-month", "rule"))
    parts = _parts(incident.division_id[:4], {reason.standard_id for reason in found})
    cited = [(reason, parts[reason.standard_id]) for reason in found]
    return [
        Cited(reason.month, reason.subject, str(part.by_zero[reason.zero].name), part.by_rule[reason.rule])
        for reason, part in cited
        if part.by_rule[reason.rule].fact == incident.kind
    ]
