"""The report on people's mediation of a place and some days (人民调解工作情况统计表), counted from the disputes.

It is of the disputes that a viewer sees and that a mediator took on in these days, as they stand now: each is one row,
so that whatever it is cut by adds up to how many there are. What was merged into another dispute counts as that one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.indicators.flows import key_batches
from sanling.domain.matters.access import GUARDED, visible_matters
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.mediation.counted import CONFIRMED, OF_BODIES, PERFORMED, of_bodies
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.naming import names_of
from sanling.domain.mediation.report_config import ReportPart, ReportRow
from sanling.domain.mediation.revisiting import SETTLED
from sanling.domain.people.access import Viewer, sees_some
from sanling.foundation.calendar import CHINA


class By(StrEnum):
    """What the report is cut by."""

    CATEGORY = "category"
    SOURCE = "source"
    BODY = "body"
    FORM = "form"
    ENDING = "ending"


BYS: Mapping[By, StrPromise] = {
    By.CATEGORY: _("Category of the ministry"),
    By.SOURCE: _("Source of the case"),
    By.BODY: _("Kind of mediation body"),
    By.FORM: _("Form of the agreement"),
    By.ENDING: _("How it ended"),
}
FORMS: Mapping[str, StrPromise] = {
    "oral": _("Oral agreement"),
    "written": _("Written agreement"),
    "none": _("No agreement"),
}
# What a dispute without a body, or one that has not ended, counts as.
NO_BODY, UNDER_WAY = "none", "under_way"
# What is counted of the disputes of a row, in the order of its columns; the first is how many they are, and what
# follows up to "under_way" are its parts. Sums are in yuan, the rest are disputes, persons apart.
MEASURES: Mapping[str, StrPromise] = {
    "disputes": _("Disputes mediated"),
    "settled": _("Settled"),
    "failed": _("Not settled"),
    "became_case": _("Became a case"),
    "otherwise": _("Ended otherwise"),
    "under_way": _("Under way"),
    "persons": _("Parties (persons)"),
    "oral": _("Oral agreement"),
    "written": _("Written agreement"),
    "sum": _("Sums agreed on (CNY)"),
    "performed": _("Performed"),
    "late": _("Performed late"),
    "broken": _("Not performed"),
    "to_court": _("Brought to a court for confirmation"),
    "confirmed": _("Confirmed by the court"),
}
PARTS = ("settled", "failed", "became_case", "otherwise", "under_way")
# Of these a dispute counts more than once.
SUMMED = frozenset({"persons", "sum"})


@dataclass(frozen=True)
class Asked:
    """Of which place and days, both included, the report is, narrowed to rows of what it is cut by."""

    place: str
    first: date
    last: date
    narrowed: Mapping[By, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A dispute as it counts: in which row of each cut, and how much of each measure; ``fen`` is the sum agreed on."""

    key: int
    rows: Mapping[By, str]
    counts: Mapping[str, int]
    fen: int


@dataclass
class Line:
    """A row of the report: its measures summed; sums in fen."""

    code: str
    name: str
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, case: Case) -> None:
        """Count a dispute in it."""
        for measure, count in case.counts.items():
            self.counts[measure] += count
        self.counts["sum"] += case.fen


_CASES = f"""
    WITH {OF_BODIES}, {PERFORMED}
    SELECT kept.id, kept.category, coalesce(body.kind, '') AS body, kept.outcome, kept.open,
           kept.resolved_at IS NOT NULL AS resolved, coalesce(agreement.form, said.form, '') AS form,
           coalesce(said.cause, '') AS cause, parties.persons, coalesce(owed.fen, 0) AS fen,
           performance.how, coalesce(revisited.result, '') AS revisit,
           coalesce(handed.partner, kept.channel) AS source, court.applied, court.confirmed
    FROM matter JOIN matters_matter kept ON kept.id = matter.id
    LEFT JOIN body ON body.matter_id = kept.id
    LEFT JOIN agreement ON agreement.matter_id = kept.id
    LEFT JOIN performance ON performance.matter_id = kept.id
    JOIN LATERAL (
        SELECT coalesce(min(signed_at), kept.resolved_at) AS at FROM matters_assignment
        WHERE matter_id = kept.id AND kind = 'main') AS taken ON true
    LEFT JOIN LATERAL (
        SELECT params ->> 'form' AS form, params ->> 'cause' AS cause FROM matters_entry
        WHERE matter_id = kept.id AND from_state <> '' AND to_state = kept.state AND from_state <> to_state
            AND params ?| ARRAY['form', 'cause'] ORDER BY id DESC LIMIT 1) AS said ON true
    JOIN LATERAL (
        SELECT coalesce(sum(headcount), 0)::int AS persons FROM matters_party party
        WHERE matter_id = kept.id AND role IN ('applicant', 'respondent') AND NOT EXISTS (
            SELECT FROM mediation_member WHERE party_id = party.id AND capacity <> 'self')) AS parties ON true
    LEFT JOIN LATERAL (
        SELECT sum(amount)::bigint AS fen FROM mediation_obligation WHERE agreement_id = agreement.id
    ) AS owed ON true
    LEFT JOIN LATERAL (
        SELECT result FROM mediation_revisit WHERE matter_id = kept.id AND done_on IS NOT NULL
        ORDER BY settled_at DESC, nth DESC LIMIT 1) AS revisited ON true
    LEFT JOIN LATERAL (
        SELECT partner FROM mediation_handover WHERE dispute_id = kept.id AND way = 'in' ORDER BY id LIMIT 1
    ) AS handed ON true
    JOIN LATERAL (
        SELECT coalesce(bool_or(applied_at IS NOT NULL), false) AS applied,
               coalesce(bool_or(application.outcome = %(confirmed)s), false) AS confirmed
        FROM mediation_judicialconfirmation JOIN matters_matter application ON application.id = matter_id
        WHERE agreement_id = agreement.id) AS court ON true
    WHERE taken.at >= %(begin)s AND taken.at < %(end)s
"""  # noqa: S608 -- put together from constants


def report_part(city: str) -> ReportPart | None:
    """Return how a city's report is cut, if it makes one."""
    return part_of(city).report


def tells_report(viewer: Viewer) -> bool:
    """Tell whether the report is made for a viewer: posts that see matters, in a city that makes it."""
    return sees_some(viewer, GUARDED.room) and report_part(viewer.city) is not None


def rows_by(city: str, by: By) -> Mapping[str, str]:
    """Return the rows of a cut in their order, by code, in words."""
    part = report_part(city) or ReportPart()
    of_profile: Mapping[By, Sequence[ReportRow]] = {
        By.CATEGORY: part.categories,
        By.SOURCE: part.sources,
        By.ENDING: part.endings,
    }
    match by:
        case By.BODY:
            return {**names_of(city)[0], NO_BODY: str(_("At no body"))}
        case By.FORM:
            return {code: str(name) for code, name in FORMS.items()}
        case _:
            under_way = {UNDER_WAY: str(_("Under way"))} if by is By.ENDING else {}
            return {**{row.code: str(row.name) for row in of_profile[by]}, **under_way}


def cases(viewer: Viewer, asked: Asked) -> list[Case]:
    """Return the disputes of the report, each as it counts, that a viewer sees."""
    part = report_part(viewer.city)
    if part is None:
        return []
    begin, end = (_midnight(day) for day in (asked.first, asked.last + timedelta(days=1)))
    found = []
    for keys in key_batches(_candidates(viewer, asked.place, begin, end)):
        said = {**of_bodies(keys), "begin": begin, "end": end, "confirmed": CONFIRMED}
        found += [case for case in _read(part, said) if _is_within(case, asked)]
    return found


def lines(viewer: Viewer, by: By, found: Iterable[Case]) -> tuple[list[Line], Line]:
    """Return the rows of a cut, all of them, and their total."""
    named = rows_by(viewer.city, by)
    told = {code: Line(code, name) for code, name in named.items()}
    total = Line("", str(_("Together")))
    for case in found:
        code = case.rows[by]
        told.setdefault(code, Line(code, code)).add(case)
        total.add(case)
    return list(told.values()), total


def crossed(found: Iterable[Case], down: By, across: By) -> Mapping[tuple[str, str], int]:
    """Return how many disputes there are of each two rows of two cuts."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for case in found:
        counted[case.rows[down], case.rows[across]] += 1
    return counted


def disputes_of(viewer: Viewer, asked: Asked, measure: str) -> QuerySet[Matter]:
    """Return the disputes that a number of the report counts."""
    keys = [
        case.key for case in cases(viewer, asked) if (case.fen if measure == "sum" else case.counts[measure])
    ]
    return visible_matters(viewer).filter(pk__in=keys)


def _candidates(viewer: Viewer, place: str, begin: datetime, end: datetime) -> QuerySet[Matter]:
    """Return what may have been taken on in these days: registered before they end, and not over before they begin."""
    merged = Relation.objects.filter(matter=OuterRef("pk"), kind=Relation.Kind.MERGED_INTO)
    return visible_matters(viewer).filter(
        ~Exists(merged),
        Q(ended_at=None) | Q(ended_at__gte=begin),
        kind__in=part_of(viewer.city).mediated,
        registered_at__lt=end,
        **{GUARDED.below: place},
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CHINA)


def _is_within(case: Case, asked: Asked) -> bool:
    return all(case.rows[by] == code for by, code in asked.narrowed.items())


def _read(part: ReportPart, said: Mapping[str, Any]) -> Iterator[Case]:
    with connection.cursor() as cursor:
        cursor.execute(_CASES, said)
        names = [column.name for column in cursor.description or ()]
        for values in cursor.fetchall():
            yield _case(part, dict(zip(names, values, strict=True)))


def _case(part: ReportPart, row: Mapping[str, object]) -> Case:
    """Return a dispute as it counts, from what was read of it."""
    outcome, form = str(row["outcome"]), {"electronic": "written"}.get(str(row["form"]), str(row["form"]))
    stands = _stands(part, outcome, resolved=bool(row["resolved"]), is_open=bool(row["open"]))
    form = form if stands == "settled" and form in FORMS else "none"
    ending = str(row["cause"]) if stands == "failed" and row["cause"] else outcome
    performed = _performed(row["how"], str(row["revisit"])) if stands == "settled" else ""
    return Case(
        key=int(str(row["id"])),
        rows={
            By.CATEGORY: _row(part, "category", str(row["category"])),
            By.SOURCE: _row(part, "source", str(row["source"])),
            By.BODY: str(row["body"]) or NO_BODY,
            By.FORM: form,
            By.ENDING: UNDER_WAY if stands == UNDER_WAY else _row(part, "ending", ending),
        },
        counts={
            "disputes": 1,
            **{name: int(stands == name) for name in PARTS},
            "persons": int(str(row["persons"])),
            "oral": int(form == "oral"),
            "written": int(form == "written"),
            "performed": int(performed in ("in_time", "late")),
            "late": int(performed == "late"),
            "broken": int(performed == "broken"),
            "to_court": int(bool(row["applied"])),
            "confirmed": int(bool(row["confirmed"])),
        },
        fen=int(str(row["fen"])),
    )


def _stands(part: ReportPart, outcome: str, *, resolved: bool, is_open: bool) -> str:
    if outcome in part.became_cases:
        return "became_case"
    if resolved:
        return "settled" if outcome == SETTLED else "failed"
    return UNDER_WAY if is_open else "otherwise"


def _performed(how: object, revisit: str) -> str:
    """Return how an agreement is performed; where it lays nothing on anybody, as the last revisit found it."""
    if how is not None:
        return str(how)
    return {"kept": "in_time", "broken": "broken", "relapsed": "broken"}.get(revisit, "")


def _row(part: ReportPart, by: str, code: str) -> str:
    rows = part.row_of[by]
    return rows.get(code) or next(iter([*rows.values()][-1:]), code)
