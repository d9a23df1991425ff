"""What may be done on a matter and what happened in it, as the API answers with them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.timeline import TimelineEvent
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Action, FormField
from sanling.interfaces.api.shapes import Named


class FieldOut(BaseModel):
    """One field of an action's form."""

    code: str
    type: Annotated[str, Field(description="text, long_text, choice, unit, units, post, date, number, …")]
    name: str
    help: str = ""
    required: bool
    options: list[Named] = []
    max_length: int | None = None
    most: str | None = Field(None, description="The largest number or allowance.")
    select: str | None = Field(None, description="Which units or posts: below, above, departments, any.")
    roles: list[str] = []


class ActionOut(BaseModel):
    """Something that may be done now."""

    code: str
    verb: str
    name: str
    style: str
    to: str | None = Field(None, description="The state it leads to; none stays.")
    evidence: int = Field(0, description="The least number of attachments.")
    fields: list[FieldOut]


class AttachmentOut(BaseModel):
    """A file that came with an act; `audience` says who sees it, of those who read the act."""

    id: int
    name: str
    media_type: str
    size: int
    evidence: bool
    audience: str


class DetailOut(BaseModel):
    """One field of an act in words."""

    label: str
    value: str


class EventOut(BaseModel):
    """One entry of a timeline."""

    id: int
    at: datetime
    code: str
    text: str
    who: str
    audience: str
    by_party: bool
    details: list[DetailOut]
    attachments: list[AttachmentOut]


class Timeline(BaseModel):
    """What happened so far, oldest first."""

    items: list[EventOut]


def action_out(action: Action) -> ActionOut:
    """Return an action with its fields, the reason included when it asks for one."""
    return ActionOut(
        code=action.code,
        verb=action.verb,
        name=str(action.name),
        style=action.style,
        to=action.to,
        evidence=action.evidence,
        fields=[_field(field) for field in fields_of(action)],
    )


def _field(field: FormField) -> FieldOut:
    return FieldOut(
        code=field.code,
        type=field.type,
        name=str(field.name),
        help=str(field.help or ""),
        required=field.required,
        options=[Named(code=option.code, name=str(option.name)) for option in field.options],
        max_length=field.max_length if field_type(field.type).is_written else None,
        most=None if field.most is None else str(field.most),
        select=field.select,
        roles=list(field.roles),
    )


def event_out(item: TimelineEvent) -> EventOut:
    """Return an entry as a reader sees it."""
    return EventOut(
        id=item.entry_id,
        at=item.at,
        code=item.code,
        text=item.text,
        who=item.who,
        audience=item.audience,
        by_party=item.by_party,
        details=[DetailOut(label=detail.label, value=detail.value) for detail in item.details],
        attachments=[
            AttachmentOut(
                id=attachment.pk,
                name=attachment.name,
                media_type=attachment.file.media_type,
                size=attachment.file.size,
                evidence=attachment.evidence,
                audience=attachment.audience,
            )
            for attachment in item.attachments
        ],
    )
