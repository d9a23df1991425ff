"""Subscribe: a resident follows what another one has reported, by a link of their own."""

from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.known import followable
from sanling.domain.matters.models import Subscription
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.tokens import digest, new_token


def subscribe(*, actor: Actor, matter_id: int) -> str:
    """Return the secret of a new link to a matter's public stages, which is kept nowhere else.

    Neither the party nor those who handle the matter learn who follows it, only how many do. Raises `Invalid` for what
    can't be followed, or no longer. Call it within the idempotency key of the request.
    """
    matter = followable(matter_id)
    if matter is None:
        raise Invalid({"": _("This report can't be followed any more. Please send yours.")})
    token = new_token()
    Subscription.objects.create(matter=matter, link_digest=digest(token), began_at=clock.now())
    record(actor=actor, act="matter.subscribe", subject=f"matter:{matter.pk}", city=matter.city)
    return token
