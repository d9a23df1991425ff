"""Links of sides: one works at a time; which phone it goes to, and a fresh one that nobody has seen."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from sanling.domain.mediation.models import Agreement, JudicialConfirmation, Member, Obligation, Side
from sanling.domain.mediation.performing import IN_FORCE
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.phone import is_mobile
from sanling.foundation.privacy.tokens import digest, new_token

# Both sides apply for confirmation within 30 days (民诉法 205), which no holiday carries past this.
APPLIES = timedelta(days=60)


def phone_of(side: Side) -> str:
    """Return the mobile that a side's link goes to: the guardian's of a minor, else the party's own, or ""."""
    members = Member.objects.filter(side=side).select_related("party").order_by("pk")
    capacity = Member.Capacity.GUARDIAN if side.is_minor else Member.Capacity.SELF
    phones = (member.party.phone for member in members if member.capacity == capacity)
    return next((phone for phone in phones if phone and is_mobile(phone)), "")


def fresh_link(side_id: int) -> tuple[Side, str] | None:
    """Return a side that is still to be reached with a fresh secret that nobody has seen; for the worker alone.

    It is reached while mediation goes on, while something agreed on with it is outstanding, and of the confirmation of
    its agreement: before the time for it ends, and whatever the court decides.
    """
    with transaction.atomic():
        rows = Side.objects.select_for_update(no_key=True, of=("self",)).select_related("matter")
        outstanding = Obligation.objects.filter(Q(by=side_id) | Q(to=side_id), IN_FORCE, performed_at=None)
        goes_on = Q(matter__open=True, matter__resolved_at=None)
        own = Agreement.objects.filter(matter=OuterRef("matter"), ended_at=None)
        to_court = own.filter(effective_at__gt=clock.now() - APPLIES) | own.filter(
            Exists(JudicialConfirmation.objects.filter(agreement=OuterRef("pk")))
        )
        found = rows.filter(goes_on | Exists(outstanding) | Exists(to_court), pk=side_id).first()
        return (found, renew(found, handed_by=None)) if found else None


def renew(side: Side, *, handed_by: int | None) -> str:
    """Give a locked side a fresh secret, and return it; the one before opens nothing any more."""
    token = new_token()
    side.link_digest, side.handed_by_id = digest(token), handed_by
    side.save(update_fields=["link_digest", "handed_by"])
    return token


def record_way(actor: Actor, side: Side, way: str) -> None:
    """Record that somebody had a side get its link, and how."""
    record(
        actor=actor,
        act="mediation.give_link",
        subject=f"matter:{side.matter_id}",
        city=side.matter.city,
        detail={"side": side.pk, "way": way},
    )
