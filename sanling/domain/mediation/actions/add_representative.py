"""Add a representative to a side, with the day of the letter of delegation; a side has at most five."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.domain.matters.models import Party
from sanling.domain.mediation.access import lock_side
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Member
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import today


def add_representative(
    *, actor: Actor, side_id: int, name: str, phone: str = "", delegated_on: date
) -> Member:
    """Add somebody who speaks for a side. Raises `Invalid` by field, `NotFound`, `NotAllowed`."""
    with transaction.atomic():
        side = lock_side(actor, side_id)
        most = part_of(side.matter.city).most_representatives
        present = Member.objects.filter(side=side, capacity=Member.Capacity.REPRESENTATIVE).count()
        if present >= most:
            text = _("A side has at most %(most)d representatives.")
            raise Invalid({"name": text % {"most": most}})
        if delegated_on > today():
            raise Invalid({"delegated_on": _("This day has not come yet.")})
        party = Party.objects.create(
            matter=side.matter,
            role=Party.Role.RESPONDENT,
            **identity_columns(PersonDetails(name=name, phone=phone)),
        )
        member = Member.objects.create(
            side=side, party=party, capacity=Member.Capacity.REPRESENTATIVE, delegated_on=delegated_on
        )
        record(
            actor=actor,
            act="mediation.add_representative",
            subject=f"matter:{side.matter_id}",
            city=side.matter.city,
            detail={"side": side.pk, "member": member.pk},
        )
    return member
