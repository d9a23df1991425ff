"""How a subject stood month by month and why, and the standard by which that is judged, in words."""

from datetime import date

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from sanling.domain.people.access import sees_some
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Standard
from sanling.domain.recognition.reasons import MonthTold, months_told
from sanling.domain.recognition.words import RuleSaid, colour_said, rules_said
from sanling.domain.subjects.access import seen_by_code
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.problems import not_found
from sanling.interfaces.api.shapes import Named

router = Router(tags=["recognition"])


class FactTold(BaseModel):
    """A fact that broke a rule."""

    on: date
    told: str


class ReasonOut(BaseModel):
    """A rule that was broken, and by what."""

    zero: str = Field(description="Its name.")
    rule: Named
    source: str = Field(description="The article or document that the rule rests on.")
    veto: bool
    facts: list[FactTold] = Field(description="Those that the post may know of.")
    others: bool = Field(description="Whether there are facts that the post may not know of.")


class StoodOut(BaseModel):
    """How a subject stood in a month."""

    month: str
    colour: Named | None = Field(description="Null while it isn't established, and of what is exempt.")
    exempt: str = Field(description="By which exemption it isn't judged.")
    open: list[str] = Field(description="Zeros that are not established yet, by name.")
    reasons: list[ReasonOut]


class RuleOut(BaseModel):
    """A rule in words."""

    rule: Named
    zero: str
    facts: str = Field(description="Which sort of facts it is about.")
    conditions: list[str] = Field(description="What of a fact must hold.")
    within: str
    takes: str = Field(description="How many such facts it takes.")
    provisos: list[str]
    source: str
    veto: bool


class ColourOut(BaseModel):
    """A colour, and when it is given."""

    colour: Named
    when: str


class StandardOut(BaseModel):
    """The standard in force."""

    version: int
    rules: list[RuleOut]
    colours: list[ColourOut]


@router.get(
    "/subjects/{code}/months",
    auth=reads,
    response=answers(list[StoodOut], 404),
    operation_id="list_months_of_subject",
)
def list_months_of_subject(request: HttpRequest, code: str) -> list[StoodOut]:
    """Tell how a subject that the post sees stood in the last thirteen months, the latest first, and why."""
    viewer = caller_of(request).viewer
    subject = seen_by_code(viewer, code)
    if subject is None:
        raise not_found()
    return [_stood(told) for told in months_told(viewer, subject)]


@router.get("/standard", auth=reads, response=answers(StandardOut, 404), operation_id="read_standard")
def read_standard(request: HttpRequest) -> StandardOut:
    """Read the standard of the post's city that is in force, in words."""
    viewer = caller_of(request).viewer
    found = Standard.objects.filter(city=viewer.city, retired_at=None).first()
    if found is None or not sees_some(viewer, "subjects"):
        raise not_found()
    part = StandardPart.model_validate(found.body)
    return StandardOut(
        version=found.version,
        rules=[_rule(said) for said in rules_said(part)],
        colours=[
            ColourOut(colour=Named(code=colour.code, name=str(colour.name)), when=colour_said(part, colour))
            for colour in part.colours
        ],
    )


def _stood(told: MonthTold) -> StoodOut:
    colour = None if told.judged.exempt else told.colour
    return StoodOut(
        month=f"{told.judged.month:%Y-%m}",
        colour=Named(code=colour.code, name=str(colour.name)) if colour else None,
        exempt=told.judged.exempt,
        open=list(told.open),
        reasons=[
            ReasonOut(
                zero=reason.zero,
                rule=Named(code=reason.rule.code, name=str(reason.rule.name)),
                source=str(reason.rule.source),
                veto=reason.rule.veto,
                facts=[FactTold(on=day, told=words) for day, words in reason.facts],
                others=reason.others,
            )
            for reason in told.reasons
        ],
    )


def _rule(said: RuleSaid) -> RuleOut:
    return RuleOut(
        rule=Named(code=said.rule.code, name=str(said.rule.name)),
        zero=said.zero,
        facts=said.facts,
        conditions=list(said.conditions),
        within=said.within,
        takes=said.takes,
        provisos=list(said.provisos),
        source=str(said.rule.source),
        veto=said.rule.veto,
    )
