"""Webhooks of a unit, managed by the posts that lead it."""

from datetime import datetime
from typing import Annotated

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.models import AccessToken
from sanling.domain.people.rules import Scope
from sanling.interfaces.api.auth import Caller, caller_of, out_of_scope, reads, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Body, Code, Cursor, Id, Limit, id_cursor, sent, write_cursor
from sanling.interfaces.api.problems import forbidden, invalid, not_found, unknown
from sanling.interfaces.api.shapes import UnitRef, unit_ref
from sanling.interfaces.api.writes import Key, Made, write
from sanling.processes.webhooks.actions.replay import replay
from sanling.processes.webhooks.actions.subscribe import subscribe
from sanling.processes.webhooks.actions.unsubscribe import unsubscribe
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.queries import Condition, deliveries_of, led_units, subscriptions_of

router = Router(tags=["webhooks"])


class WebhookOut(BaseModel):
    """An address that is told of a unit's matters."""

    id: int
    unit: UnitRef
    url: str
    events: list[str]
    created_at: datetime
    failures: int = Field(description="Failed attempts in a row.")


class WebhookMade(WebhookOut):
    """A new webhook with its secret, which is told once."""

    secret: str


class WebhookEnded(BaseModel):
    """A webhook that is told no more."""

    id: int
    ended_at: datetime


class Webhooks(BaseModel):
    """The webhooks of the units that the post leads."""

    items: list[WebhookOut]


class WebhookBody(Body):
    """An address to be told."""

    url: Annotated[str, Field(min_length=1, max_length=500, description="https://…")]
    unit: Annotated[
        Id | None, Field(description="Which of the units that the post leads; left out: its own.")
    ] = None
    events: Annotated[
        list[Code],
        Field(
            max_length=40,
            description="Verbs (register, assign, resolve, …) or clock_late, …; none means all.",
        ),
    ] = []


class ReplayBody(Body):
    """Which dead deliveries to try again."""

    deliveries: Annotated[list[Id], Field(max_length=1000, description="None means all of them.")] = []


class Replayed(BaseModel):
    """How many are tried again."""

    deliveries: int


class DeliveryOut(BaseModel):
    """One telling."""

    id: int
    event: str
    number: str = Field(description="Empty where the post may not open the matter.")
    condition: Condition
    attempts: int
    created_at: datetime
    due_at: datetime | None = Field(description="When it is tried next, while it waits.")
    delivered_at: datetime | None
    dead_at: datetime | None
    last_error: str


class DeliveryPage(BaseModel):
    """A page of deliveries, the newest first."""

    items: list[DeliveryOut]
    next: str | None


class DeliveryFilters(BaseModel):
    """What deliveries are narrowed to."""

    condition: Condition | None = None
    limit: Limit = 50
    cursor: Cursor = ""


@router.get("/webhooks", auth=reads, response=answers(Webhooks), operation_id="list_webhooks")
def list_webhooks(request: HttpRequest) -> Webhooks:
    """List the webhooks of the units that the post leads."""
    caller = _leader(request)
    return Webhooks(
        items=[_out(subscription) for subscription in subscriptions_of(caller.viewer).order_by("pk")]
    )


@router.post(
    "/webhooks",
    auth=writes,
    response=answers(WebhookMade, status=201, writing=True),
    operation_id="make_webhook",
)
def make_webhook(request: HttpRequest, webhook: WebhookBody, idempotency_key: Key) -> HttpResponse:
    """Tell an address of what happens to the unit's matters, signed by Standard Webhooks (HMAC-SHA256)."""
    caller = _leader(request)
    if not caller.may(Scope.READ):
        raise out_of_scope(Scope.READ)
    unit = webhook.unit or caller.viewer.own.unit_id

    def effect() -> Made:
        try:
            made = subscribe(
                actor=caller.viewer,
                token_id=caller.token_id,
                unit_id=unit,
                url=webhook.url,
                events=webhook.events,
            )
        except PermissionDenied as error:
            raise _not_leading() from error
        except AccessToken.DoesNotExist as error:
            raise unknown() from error
        except ValidationError as wrong:
            raise invalid({name: texts[0] for name, texts in wrong.message_dict.items()}) from wrong
        return Made(201, WebhookMade(**dict(_out(made.subscription)), secret=made.secret))

    return write(
        request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(webhook), effect=effect
    )


@router.delete(
    "/webhooks/{int:webhook_id}",
    auth=writes,
    response=answers(WebhookEnded, 404, writing=True),
    operation_id="end_webhook",
)
def end_webhook(request: HttpRequest, webhook_id: int, idempotency_key: Key) -> HttpResponse:
    """Tell an address no more; what waits for it is dropped."""
    caller = _leader(request)

    def effect() -> Made:
        known = _known(caller, webhook_id)
        ended = unsubscribe(actor=caller.viewer, subscription_id=known.pk)
        assert ended.ended_at is not None  # noqa: S101 -- tells the type checker
        return Made(200, WebhookEnded(id=ended.pk, ended_at=ended.ended_at))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=None, effect=effect)


@router.get(
    "/webhooks/{int:webhook_id}/deliveries",
    auth=reads,
    response=answers(DeliveryPage, 404),
    operation_id="list_deliveries",
)
def list_deliveries(request: HttpRequest, webhook_id: int, filters: Query[DeliveryFilters]) -> DeliveryPage:
    """List what was told, waits or was given up, the newest first."""
    caller = _leader(request)
    found = deliveries_of(_known(caller, webhook_id), filters.condition)
    before = id_cursor(filters.cursor)
    rows = list((found.filter(pk__lt=before) if before else found)[: filters.limit + 1])
    seen = set(
        visible_matters(caller.viewer, few=True)
        .filter(pk__in={delivery.matter_id for delivery in rows})
        .values_list("pk", flat=True)
    )
    return DeliveryPage(
        items=[_delivery(delivery, named=delivery.matter_id in seen) for delivery in rows[: filters.limit]],
        next=write_cursor(rows[filters.limit - 1].pk) if len(rows) > filters.limit else None,
    )


@router.post(
    "/webhooks/{int:webhook_id}/replay",
    auth=writes,
    response=answers(Replayed, 404, writing=True),
    operation_id="replay_deliveries",
)
def replay_deliveries(
    request: HttpRequest, webhook_id: int, which: ReplayBody, idempotency_key: Key
) -> HttpResponse:
    """Try dead deliveries again; they keep their ids."""
    caller = _leader(request)

    def effect() -> Made:
        known = _known(caller, webhook_id)
        count = replay(actor=caller.viewer, subscription_id=known.pk, deliveries=which.deliveries)
        return Made(200, Replayed(deliveries=count))

    return write(
        request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(which), effect=effect
    )


def _leader(request: HttpRequest) -> Caller:
    caller = caller_of(request)
    if not led_units(caller.viewer):
        raise _not_leading()
    return caller


def _not_leading() -> Exception:
    return forbidden(_("Only a post that leads the unit manages its webhooks."))


def _known(caller: Caller, webhook_id: int) -> Subscription:
    inside = 0 < webhook_id < 2**63
    found = subscriptions_of(caller.viewer).filter(pk=webhook_id).first() if inside else None
    if found is None:
        raise not_found()
    return found


def _out(subscription: Subscription) -> WebhookOut:
    return WebhookOut(
        id=subscription.pk,
        unit=unit_ref(subscription.unit),
        url=subscription.url,
        events=subscription.events,
        created_at=subscription.created_at,
        failures=subscription.failures,
    )


def _delivery(delivery: Delivery, *, named: bool) -> DeliveryOut:
    condition: Condition = "waiting"
    if delivery.dead_at:
        condition = "dead"
    elif delivery.delivered_at:
        condition = "delivered"
    return DeliveryOut(
        id=delivery.pk,
        event=delivery.event,
        number=delivery.matter.number if named else "",
        condition=condition,
        attempts=delivery.attempts,
        created_at=delivery.created_at,
        due_at=delivery.due_at if condition == "waiting" else None,
        delivered_at=delivery.delivered_at,
        dead_at=delivery.dead_at,
        last_error=delivery.last_error,
    )
