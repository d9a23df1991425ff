"""What programs tell of incidents, and what they are answered."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field

from sanling.domain.incidents.fields import MOST_COUNTED, entered
from sanling.domain.incidents.models import LONGEST_NUMBER, Incident
from sanling.domain.incidents.naming import GRADES
from sanling.domain.incidents.rules import Channel, Grade, Kind, Measure, Reached, Sort
from sanling.domain.incidents.wording import reason_told, told
from sanling.foundation.days import read_instant
from sanling.interfaces.api.inputs import SEEN_LINE, Body, Day, Path, SubjectCode, line_of

LONGEST_REASON = 150
Count = Annotated[int, Field(strict=True, ge=0, le=MOST_COUNTED)]
Instant = Annotated[AwareDatetime, BeforeValidator(lambda written: read_instant(str(written)))]


class IncidentBody(Body):
    """An incident under the department's own number; what is left out stays as it was told before.

    No person is named: neither who petitioned nor who was hurt.
    """

    own_id: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST_NUMBER,
            description="Its number in your system, unique in your unit.",
        ),
        line_of(LONGEST_NUMBER),
        SEEN_LINE,
    ]
    kind: Kind
    division: Annotated[
        Path | None, Field(description="Where it happened; left out, where the subject lies at which it did.")
    ] = None
    site: Annotated[
        SubjectCode | None, Field(description="The code of the subject at which it happened.")
    ] = None
    answers: Annotated[
        SubjectCode | None, Field(description="The code of the subject that answers for it; null: not known.")
    ] = None
    happened_on: Annotated[Day | None, Field(description="The day; of figures the first.")] = None
    happened_at: Annotated[
        Instant | None, Field(description="Of accidents, whose reports are counted by the hour.")
    ] = None
    ends_on: Annotated[Day | None, Field(description="Of figures: the last day, in the same month.")] = None
    channel: Channel | None = None
    reached: Annotated[Reached | None, Field(description="Up to which level it came.")] = None
    persons: Count | None = None
    skips_levels: bool | None = None
    lawful: bool | None = None
    upheld: bool | None = None
    repeat: bool | None = None
    sort: Sort | None = None
    deaths: Count | None = None
    serious_injuries: Count | None = None
    other_injuries: Count | None = None
    loss: Annotated[int | None, Field(strict=True, ge=0, le=10**12, description="Direct loss in CNY.")] = None
    measure: Measure | None = None
    count: Count | None = None
    wide_effect: bool | None = None
    withdrawn: Annotated[
        bool, Field(description="It did not happen: it stays to be read, and counts no more.")
    ] = False
    reason: Annotated[
        str,
        Field(max_length=LONGEST_REASON, description="Why it is told otherwise; without names."),
        line_of(LONGEST_REASON),
    ] = ""


class IncidentOut(BaseModel):
    """An incident as it is recorded now, or was before it was corrected."""

    id: int
    kind: Kind
    own_id: str
    told: str = Field(description="What it was in a few words, in the language asked for.")
    division: str
    site: str | None
    answers: str | None
    happened_on: date
    happened_at: datetime | None
    ends_on: date | None
    fields: dict[str, Any] = Field(description="What is said of its kind, by name.")
    grade: str | None = Field(description="Of accidents, by the statutory table.")
    withdrawn: bool
    corrects: int | None = Field(description="The id of the row that it corrects.")
    replaced: bool = Field(description="Whether a later row corrects it.")
    reason: str
    recorded_at: datetime


class IncidentPage(BaseModel):
    """A page of incidents."""

    items: list[IncidentOut]
    next: str | None


def incident_out(incident: Incident, own: str) -> IncidentOut:
    """Return an incident; its number in a department's system is told to that department (``own``) alone."""
    fields = {field.code: getattr(incident, field.code) for field in entered(Kind(incident.kind))}
    return IncidentOut(
        id=incident.pk,
        kind=Kind(incident.kind),
        own_id=incident.own_id if incident.source == own else "",
        told=told(incident),
        division=incident.division_id,
        site=incident.site.code if incident.site else None,
        answers=incident.answers.code if incident.answers else None,
        happened_on=incident.happened_on,
        happened_at=incident.happened_at,
        ends_on=incident.ends_on,
        fields=fields,
        grade=str(GRADES[Grade(incident.grade)]) if incident.grade else None,
        withdrawn=incident.withdrawn,
        corrects=incident.corrects_id,
        replaced=incident.replaced,
        reason=reason_told(incident),
        recorded_at=incident.recorded_at,
    )
