"""Open anew: a settled dispute that flared up again becomes a matter of its own, tied to the one before."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.actions.register import PartyDetails, Report, register
from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Entry, Matter, Party, Relation
from sanling.domain.mediation.access import lock_matter, may_follow_up
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.revisiting import is_settled
from sanling.domain.people.access import Viewer
from sanling.domain.people.rules import FieldAccess
from sanling.foundation.audit.record import record

MOST_COPIED = 60


def open_anew(*, actor: Viewer, matter_id: int, text: str) -> Matter:
    """Register what happened, with the parties of the settled dispute; return the new matter.

    Only who reads its parties in full does, for they are written down again. Raises `Invalid` by field, `NotAllowed`,
    `NotFound`.
    """
    with transaction.atomic():
        settled = lock_matter(actor, matter_id)
        if not may_follow_up(actor, settled):
            raise NotFound("not theirs to follow up")
        if not is_settled(settled):
            raise NotAllowed(action="open_anew", reason=_("This dispute isn't settled."), allowed=())
        report = Report(
            kind=settled.kind,
            category=settled.category,
            text=text,
            title=_("Again: %(title)s") % {"title": settled.title[:MOST_COPIED]},
            division=settled.division_id,
            place=settled.place,
            channel=part_of(settled.division_id[:4]).relapse_channel,
            scale=settled.scale,
            headcount=settled.headcount,
            parties=[_again(actor, settled, party) for party in settled.parties.order_by("pk")],
        )
        opened = register(actor=actor, report=report).matter
        begun = Entry.objects.filter(matter=opened).earliest("pk")
        Relation.objects.create(matter=opened, other=settled, kind=Relation.Kind.BORN_FROM, entry=begun)
        record(
            actor=actor,
            act="mediation.open_anew",
            subject=f"matter:{settled.pk}",
            city=settled.city,
            detail={"matter": opened.pk},
        )
    return opened


def _again(actor: Viewer, matter: Matter, party: Party) -> PartyDetails:
    if party.is_person and identity_of(actor, matter, party) is not FieldAccess.FULL:
        reason = _(
            "Who the parties are is not yours to read: register it by yourself, with what you are told."
        )
        raise NotAllowed(action="open_anew", reason=reason, allowed=())
    person = (
        PersonDetails(party.name, party.phone, party.citizen_number, party.address)
        if party.is_person
        else None
    )
    return PartyDetails(
        role=party.role,
        person=person,
        unit_id=party.unit_id,
        description=party.description,
        headcount=party.headcount,
        closed_session=party.closed_session,
        no_publication=party.no_publication,
    )
