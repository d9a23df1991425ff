"""Read notice: a side confirms that it read the notice of its rights and duties, by the name of who reads it."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.access import lock_side
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Member, Side
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.cleaning import name_key


def read_notice(*, actor: Actor, side_id: int, version: int, name: str) -> Side:
    """Keep that somebody of a side read the notice of a version and confirmed it by name, once.

    Raises `Invalid` for another version than the city's, and a name that nobody on the side has; `NotFound`,
    `NotAllowed`.
    """
    with transaction.atomic():
        side = lock_side(actor, side_id)
        if side.notice_read_at is not None:
            return side
        if version != part_of(side.matter.city).notice_version:
            raise Invalid({"name": _("The notice has changed meanwhile. Please read it again.")})
        members = Member.objects.filter(side=side).select_related("party")
        # A minor's guardian reads and signs.
        capacities = {Member.Capacity.GUARDIAN} if side.is_minor else {*Member.Capacity}
        known = {
            name_key(member.party.name)
            for member in members
            if member.capacity in capacities and member.party.name
        }
        if not name or (known and name_key(name) not in known):
            raise Invalid({"name": _("Please write the full name as it was given for this side.")})
        side.notice_version, side.notice_read_at = version, clock.now()
        side.save(update_fields=["notice_version", "notice_read_at"])
        record(
            actor=actor,
            act="mediation.read_notice",
            subject=f"matter:{side.matter_id}",
            city=side.matter.city,
            detail={"side": side.pk, "version": version},
        )
        hear(side.matter, "hear_side", "notice")
    return side
