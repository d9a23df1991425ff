"""What programs read of a warning and of a recognition beside its matter: what the desk's page shows of them."""

from collections.abc import Iterable
from datetime import date, datetime

from pydantic import BaseModel, Field

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import visible_warnings
from sanling.domain.recognition.models import Comparison, Title
from sanling.domain.recognition.standing import KIND
from sanling.domain.recognition.telling import RecognitionTold, recognition_told
from sanling.interfaces.api.matters.matter_details import Detail
from sanling.interfaces.api.shapes import Named, UnitRef, unit_ref


class WarningShape(BaseModel):
    """A warning beside its matter."""

    subject: str = Field(description="The subject's code.")
    name: str
    colour: str
    worst: str
    month: str = Field(description='The month that has the colour, such as "2026-11".')


class FindingOut(BaseModel):
    """What was found of one zero over the year's months."""

    zero: Named
    finding: str = Field(description='"kept" or "broken"; "" while its lead department is still asked.')
    months_kept: int
    months_broken: list[str] = Field(description="Months in which it was not kept, such as 2026-11.")
    months_open: list[str] = Field(description="Months that nobody has established.")
    unit: UnitRef | None = Field(
        description="The department that said so; null where the facts alone say it."
    )
    reason: str = Field(description="What that department said.")


class TitleOut(BaseModel):
    """What was decided: recognised for the year, or not; an earlier decision is ended, never deleted."""

    granted: bool
    at: datetime
    reason: str
    ended_at: datetime | None
    ended_why: str


class ObjectionOut(BaseModel):
    """What somebody holds against it and nobody has answered yet."""

    text: str
    name: str = Field(description="Masked; empty where it was left open.")
    phone: str = Field(description="Masked; empty where it was left open.")
    at: datetime


class RecognitionOut(BaseModel):
    """A recognition beside its matter."""

    subject: str = Field(description="The subject's code.")
    name: str
    year: int
    first_month: str = Field(description="The first month that counts for the year, such as 2025-11.")
    last_month: str = Field(description="The last month that counts for the year.")
    statement: str = Field(description="What the subject declared.")
    reply: str = Field(description="What the subject answered to what is held against it.")
    findings: list[FindingOut]
    bars: list[str] = Field(description="What stands in the way, each with its reason.")
    drawn: bool = Field(description="Whether it was drawn for a check on the spot.")
    in_order: bool | None = Field(description="What that check found; null before it.")
    titles: list[TitleOut] = Field(description="The latest first.")
    objections: list[ObjectionOut] = Field(description="Of posts that may decide on them alone.")


def _warning(viewer: Viewer, matter: Matter) -> WarningShape | None:
    warning = visible_warnings(viewer).select_related("subject").get(matter=matter)
    return WarningShape(
        subject=warning.subject.code,
        name=warning.subject.name,
        colour=warning.colour,
        worst=warning.worst,
        month=f"{warning.month:%Y-%m}",
    )


def _recognition(viewer: Viewer, matter: Matter) -> RecognitionOut | None:
    told = recognition_told(viewer, matter)
    return _out(told) if told else None


def _out(told: RecognitionTold) -> RecognitionOut:
    found = told.recognition
    return RecognitionOut(
        subject=found.subject.code,
        name=found.subject.name,
        year=found.year,
        first_month=f"{told.first:%Y-%m}",
        last_month=f"{told.last:%Y-%m}",
        statement=found.statement,
        reply=found.reply,
        findings=[_finding(name, row) for name, row in told.compared],
        bars=list(told.bars),
        drawn=found.drawn,
        in_order=found.checked,
        titles=[_title(title) for title in told.titles],
        objections=[
            ObjectionOut(text=said.text, name=said.name, phone=said.phone, at=said.at)
            for said in told.objections
        ],
    )


def _finding(name: str, row: Comparison) -> FindingOut:
    return FindingOut(
        zero=Named(code=row.zero, name=name),
        finding=row.finding,
        months_kept=row.kept,
        months_broken=_months(row.broken),
        months_open=_months(row.open),
        unit=unit_ref(row.unit) if row.unit else None,
        reason=row.note,
    )


def _title(title: Title) -> TitleOut:
    return TitleOut(
        granted=title.granted,
        at=title.at,
        reason=title.reasons.get("said", ""),
        ended_at=title.ended_at,
        ended_why=title.ended_why,
    )


def _months(days: Iterable[date]) -> list[str]:
    return [f"{day:%Y-%m}" for day in days]


DETAILS = (
    Detail("warning", frozenset({KIND}), WarningShape, _warning),
    Detail("recognition", frozenset({"recognition"}), RecognitionOut, _recognition),
)
