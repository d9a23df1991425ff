"""Subscribe: a unit's leader names an address that is told of the unit's matters."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import working_tokens
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.signing import new_secret
from sanling.foundation.outward import OutwardError, target_of
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.queries import led_units
from sanling.processes.webhooks.queue import events as all_events
from sanling.processes.webhooks.reach import webhook_reach

MOST_A_UNIT = 10
LONGEST_URL = 500


@dataclass(frozen=True)
class Subscribed:
    """A subscription, and the secret that signs it, which is told once."""

    subscription: Subscription
    secret: str


def subscribe(
    *, actor: Viewer, token_id: int, unit_id: int, url: str, events: Collection[str] = ()
) -> Subscribed:
    """Tell an address of a unit's matters from now on, for as long as the actor's token works; no events means all.

    Raises ``PermissionDenied`` unless the actor leads the unit, ``ValidationError`` by field for an address that may
    not be reached, an unknown event, or more than ten addresses, ``AccessToken.DoesNotExist`` for a token that is not
    the post's or works no more.
    """
    if unit_id not in led_units(actor):
        raise PermissionDenied
    _check(url, events)
    secret = new_secret()
    now = clock.now()
    with transaction.atomic():
        token = working_tokens(now).get(pk=token_id, post=actor.own.post_id)
        unit = Unit.objects.select_for_update().get(pk=unit_id)
        if Subscription.objects.filter(unit=unit, ended_at=None).count() >= MOST_A_UNIT:
            raise ValidationError({"url": _("A unit has at most %(most)d webhooks.") % {"most": MOST_A_UNIT}})
        made = Subscription.objects.create(
            unit=unit, token=token, url=url, secret=secret, events=sorted(set(events)), created_at=now
        )
        record(
            actor=actor,
            act="webhook.subscribe",
            subject=f"webhook:{made.pk}",
            city=unit.city,
            detail={"unit": unit.pk, "events": made.events, "token": token.pk},
        )
    return Subscribed(made, secret)


def _check(url: str, events: Collection[str]) -> None:
    strange = sorted(set(events) - set(all_events()))
    if strange:
        raise ValidationError(
            {"events": _("There are no such events: %(names)s.") % {"names": ", ".join(strange)}}
        )
    try:
        if len(url) > LONGEST_URL:
            raise OutwardError(_("the address is too long"))
        target_of(url, webhook_reach())
    except OutwardError as error:
        raise ValidationError(
            {"url": _("This address can't be told: %(why)s.") % {"why": str(error)}}
        ) from error
