"""Writes of a post: register a matter, act on it, keep files for an act."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from sanling.domain.matters.access import visible_matters, visible_of_number
from sanling.domain.matters.act import perform
from sanling.domain.matters.actions.register import register
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import parse
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, ActorRelation
from sanling.foundation.audit.actor import Actor
from sanling.interfaces.api.auth import caller_of, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import ActBody, FieldValue, PublicActBody, sent
from sanling.interfaces.api.matters.attachments import enclosures
from sanling.interfaces.api.matters.matters import router
from sanling.interfaces.api.matters.reporting import ReportBody, refuse_foreign, report_of
from sanling.interfaces.api.problems import FieldError, Problem, invalid, not_found
from sanling.interfaces.api.writes import Key, Made, write


class RegisteredOut(BaseModel):
    """The new matter, and the secret of a link for the applicant, which is told once.

    The link (`/t/TOKEN/`) shows how far the matter is and no more; the rest is for who proves the phone that was left.
    """

    number: str
    version: int
    state: str
    token: str = Field(
        description="Empty where it is a concealed report against a unit of the post's holder."
    )


class ActedOut(BaseModel):
    """An act that was done."""

    number: str
    entry: int
    version: int = Field(description="The matter's version now.")
    state: str


@router.post(
    "/matters",
    auth=writes,
    response=answers(RegisteredOut, status=201, writing=True),
    operation_id="register_matter",
)
def register_matter(request: HttpRequest, report: ReportBody, idempotency_key: Key) -> HttpResponse:
    """Register a report of a kind, and at a place, that the post takes in."""
    caller = caller_of(request)

    def effect() -> Made:
        refuse_foreign(caller.viewer, report)
        try:
            made = register(actor=caller.viewer, report=report_of(caller.viewer, report))
        except Invalid as wrong:
            raise invalid({_NAMES.get(name, name): text for name, text in wrong.errors.items()}) from wrong
        matter = made.matter
        return Made(
            201,
            RegisteredOut(number=matter.number, version=matter.version, state=matter.state, token=made.token),
        )

    return write(
        request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(report), effect=effect
    )


_NAMES = {name: f"applicant.{name}" for name in ("name", "phone", "citizen_number", "address")}


@router.post(
    "/matters/{number}/actions/{action}",
    auth=writes,
    response=answers(ActedOut, 404, writing=True),
    operation_id="act_on_matter",
)
def act_on_matter(
    request: HttpRequest, number: str, action: str, act: ActBody, idempotency_key: Key
) -> HttpResponse:
    """Do one act of the matter's workflow, whole or not at all.

    409 tells a stale version, or an act that is not legal for this post now together with those that are.
    """
    caller = caller_of(request)
    matter = _acted_on(caller.viewer, number)

    def effect() -> Made:
        files = [
            replace(file, for_party=act.attachments_for_party)
            for file in enclosures(act.attachments, caller=caller.viewer.key, matter_id=matter.pk)
        ]
        return Made(200, done(caller.viewer, matter, action, act, files))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(act), effect=effect)


def _acted_on(viewer: Viewer, number: str) -> Matter:
    """Return as much of a visible matter as an act needs before it locks and reads the whole."""
    known = parse(number)
    found = visible_of_number(viewer, known) if known else None
    if found is None:
        raise not_found()
    return found


def done(
    actor: Actor, matter: Matter, code: str, act: PublicActBody, files: Sequence[Enclosure] = ()
) -> ActedOut:
    """Perform an act, and turn its refusals into problems."""
    action = _known(matter, code)
    _refuse_lists(action, act.fields)
    evidence = [replace(file, evidence=action.evidence > 0) for file in files]
    try:
        entry = perform(
            actor=actor,
            matter_id=matter.pk,
            action=code,
            version=act.version,
            fields=act.fields,
            enclosures=evidence,
        )
    except NotFound as error:
        raise not_found() from error
    except Stale as stale:
        raise Problem(
            409, "stale", _("The matter has moved on since it was read."), version=stale.current
        ) from stale
    except NotAllowed as refused:
        raise Problem(
            409, "not_allowed", refused.reason, allowed=refused.allowed, version=_version(actor, matter)
        ) from refused
    except Invalid as wrong:
        raise _wrong_fields(wrong) from wrong
    return ActedOut(number=matter.number, entry=entry.pk, version=entry.version, state=entry.to_state)


def _known(matter: Matter, code: str) -> Action:
    actions = definition_of(matter.definition_id).actions
    found = next((action for action in actions if action.code == code), None)
    if found is None or all(who.relation is ActorRelation.SYSTEM for who in found.who):
        raise not_found()
    return found


def _version(actor: Actor, matter: Matter) -> int | None:
    return visible_matters(actor, few=True).filter(pk=matter.pk).values_list("version", flat=True).first()


def _refuse_lists(action: Action, fields: dict[str, FieldValue]) -> None:
    many = {field.code for field in action.fields if field_type(field.type).is_list}
    wrong = {name for name, value in fields.items() if isinstance(value, list) and name not in many}
    if wrong:
        raise invalid({name: _("This is not a list.") for name in sorted(wrong)}, inside="fields.")


def _wrong_fields(wrong: Invalid) -> Problem:
    names = {"version": "version", "files": "attachments"}
    errors = [
        FieldError(field=names.get(name, f"fields.{name}"), code="invalid", message=str(text))
        for name, text in wrong.errors.items()
    ]
    return Problem(422, "invalid", _("Some fields are missing or wrong."), errors=errors)
