"""The residents' door for apps: report, follow by the link's secret, and act as its holder."""

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router
from pydantic import BaseModel, Field

from sanling.domain.matters.access import LinkActor, VisitorActor
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.actions.register import register
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.holders import by_token
from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.matters.timeline import progress, timeline
from sanling.domain.people.rules import Scope, are_of_staff
from sanling.domain.territory.queries import place_names
from sanling.foundation.delivery.idempotency import was_sent
from sanling.foundation.delivery.limits import Over, hit
from sanling.interfaces.api.auth import MINUTE, by_address, caller_if_any
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import PublicActBody, sent
from sanling.interfaces.api.matters.act_shapes import ActionOut, EventOut, action_out, event_out
from sanling.interfaces.api.matters.acts import ActedOut, done
from sanling.interfaces.api.matters.public_report import InvalidReport, PublicReportBody, report_of
from sanling.interfaces.api.problems import forbidden, invalid, not_found, over_limit
from sanling.interfaces.api.shapes import PROVISIONAL, DivisionRef, Named
from sanling.interfaces.api.writes import Key, Made, write
from sanling.interfaces.components.cities import city_asked
from sanling.interfaces.components.client import client_address
from sanling.interfaces.components.matters.reporting import over_report_limit

router = Router(tags=["public"])
SCOPE = "api.public"
ACTS_AN_HOUR = 60
TOKEN_LENGTHS = range(16, 65)


class ReportedOut(BaseModel):
    """The new matter. The token is its secret: whoever has it can follow the matter and act as its holder.

    With a bearer token of more scopes than “public” the caller is staff, and gets a link that only shows progress.
    """

    number: str
    token: str
    link: str = Field(description="The page for the resident, to open or to show as a code.")
    version: int
    state: str


class PublicState(Named):
    """Where a matter stands, in words for residents."""

    now: str
    next: str


class PublicMatterOut(BaseModel):
    """A matter as whoever brought it sees it.

    The link that staff were shown only shows progress: `acts` is false then, and title, text, place, timeline and
    allowed actions are empty.
    """

    number: str
    acts: bool
    version: int
    title: str
    text: str
    kind: Named
    category: Named
    state: PublicState
    open: bool
    division: DivisionRef
    place: str
    unit: str
    handler: str
    phone: str
    registered_at: datetime
    expected_at: datetime | None
    expected_provisional: bool = Field(description=PROVISIONAL)
    allowed_actions: list[ActionOut]
    timeline: list[EventOut]


@router.post(
    "/public/matters",
    response=answers(ReportedOut, 401, 403, status=201, guarded=False, writing=True),
    operation_id="report_publicly",
)
def report_publicly(request: HttpRequest, report: PublicReportBody, idempotency_key: Key) -> HttpResponse:
    """Send a resident's report, by the portal's rules and limits; answer with its number and secret link.

    No token is needed. An app of the city that sends for many has a token of the scope “public”, whose limit takes the
    place of the address's.
    """
    caller = caller_if_any(request)
    if caller is None:
        by_address(request)
    elif not caller.may(Scope.PUBLIC):
        raise forbidden("public")
    try:
        ready = report_of(report, asked=city_asked(request), within=caller.viewer.city if caller else "")
    except InvalidReport as wrong:
        raise invalid(wrong.errors) from wrong
    token_id = caller.token_id if caller else None
    by_post = caller.viewer.post_id if caller and are_of_staff(caller.scopes) else None
    # A repetition is an answer, not another report. Whoever knows key and content has sent it, from whatever address.
    if not was_sent(scope=SCOPE, key=idempotency_key):
        wait = over_report_limit(
            ready.report, ready.profile.limits, address=client_address(request), token=token_id
        )
        if wait is not None:
            raise over_limit(wait)

    def effect() -> Made:
        try:
            made = register(actor=VisitorActor(by_post), report=ready.report, shown=by_post is not None)
        except Invalid as wrong:
            raise invalid(wrong.errors) from wrong
        return Made(201, _reported(made.matter, made.token))

    return write(request, scope=SCOPE, key=idempotency_key, sent=sent(report), effect=effect)


def _reported(matter: Matter, token: str) -> ReportedOut:
    return ReportedOut(
        number=matter.number,
        token=token,
        link=settings.PUBLIC_URL + reverse("portal:link_matter", args=[token]),
        version=matter.version,
        state=matter.state,
    )


@router.get(
    "/public/matters/{token}",
    auth=by_address,
    response=answers(PublicMatterOut, 404, guarded=False),
    operation_id="read_public_matter",
)
def read_public_matter(request: HttpRequest, token: Annotated[str, Field(max_length=200)]) -> PublicMatterOut:
    """Show a matter to the holder of its link: plain words, who has it, what happened, what may be done now."""
    matter, actor = _held(token)
    stands, names = progress(matter), Names(matter.division_id[:4])
    return PublicMatterOut(
        number=matter.number,
        acts=actor.acts,
        version=matter.version,
        title=matter.title if actor.acts else "",
        text=matter.text if actor.acts else "",
        kind=Named(code=matter.kind, name=names.kind(matter.kind)),
        category=Named(code=matter.category, name=names.category(matter.kind, matter.category)),
        state=PublicState(code=matter.state, name=stands.state, now=stands.now, next=stands.next),
        open=matter.open,
        division=DivisionRef(
            code=matter.division_id, name=place_names([matter.division_id])[matter.division_id]
        ),
        place=matter.place if actor.acts else "",
        unit=stands.unit,
        handler=stands.handler,
        phone=stands.phone,
        registered_at=matter.registered_at,
        expected_at=stands.expected_at,
        expected_provisional=stands.provisional,
        allowed_actions=[action_out(action) for action in allowed_actions(actor, matter)],
        timeline=[event_out(event) for event in timeline(actor, matter)],
    )


@router.post(
    "/public/matters/{token}/actions/{action}",
    auth=by_address,
    response=answers(ActedOut, 404, guarded=False, writing=True),
    operation_id="act_publicly",
)
def act_publicly(
    request: HttpRequest, token: str, action: str, act: PublicActBody, idempotency_key: Key
) -> HttpResponse:
    """Act as the holder of a matter's link: rate, reopen, add, withdraw, and what else the workflow leaves to them."""
    matter, actor = _held(token)
    # The link that staff were shown does nothing, and so uses up nothing of the resident's own.
    key, scope = str(matter.pk) if actor.acts else f"{matter.pk} shown", f"api.link:{matter.pk}"
    if not was_sent(scope=scope, key=idempotency_key):
        counted = hit(scope="portal.act", key=key, limit=ACTS_AN_HOUR, per=MINUTE * 60)
        if isinstance(counted, Over):
            raise over_limit(counted.retry_after)

    def effect() -> Made:
        return Made(200, done(actor, matter, action, act))

    return write(request, scope=scope, key=idempotency_key, sent=sent(act), effect=effect)


def _held(token: str) -> tuple[Matter, LinkActor]:
    held = by_token(token) if len(token) in TOKEN_LENGTHS else None
    if held is None:
        raise not_found()
    return held.matter, held.actor
