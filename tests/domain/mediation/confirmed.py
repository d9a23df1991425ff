"""Applications for confirmation, for the tests: checked, opened, joined by both, at the court."""

from typing import Any

from sanling.domain.matters.act import perform
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.mediation.actions.answer_grounds import Said, answer_grounds
from sanling.domain.mediation.actions.join_application import join_application
from sanling.domain.mediation.actions.open_confirmation import open_confirmation
from sanling.domain.mediation.confirming import confirmation_part, courts_for
from sanling.domain.mediation.models import Agreement, JudicialConfirmation, Side
from sanling.domain.people.cast import Player
from tests.city import CITY
from tests.domain.matters.helpers import picture
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

NO = Said(applies=False)


def all_no(**other: Said) -> dict[str, Said]:
    """Return a no to each ground, or what is said of some."""
    part = confirmation_part(CITY)
    assert part is not None
    return {ground.code: NO for ground in part.grounds} | other


def checked(cast: Cast) -> tuple[Matter, Side, Side, Agreement]:
    """Return an agreement in force to which no ground is known against it."""
    matter, first, other, agreement = in_force(cast)
    answer_grounds(actor=cast["mediator"].viewer, agreement_id=agreement.pk, answers=all_no())
    return matter, first, other, agreement


def opened(cast: Cast) -> tuple[JudicialConfirmation, Side, Side]:
    """Return the application for its confirmation at the court of the place, being prepared."""
    _matter, first, other, agreement = checked(cast)
    court, head = courts_for(agreement)[0]
    found = open_confirmation(
        actor=cast["mediator"].viewer, agreement_id=agreement.pk, court_id=court.pk, head=head
    )
    return found, first, other


def joins(confirmation: JudicialConfirmation, side: Side) -> None:
    """Have a side join by its own link."""
    address = "金水区花园路1号"
    join_application(actor=by(side), confirmation_id=confirmation.pk, side_id=side.pk, address=address)


def does(who: Player, confirmation: JudicialConfirmation, action: str, **fields: Any) -> Entry:
    """Have somebody do an act of the application's matter, with a file where it asks for one."""
    matter = Matter.objects.get(pk=confirmation.matter_id)
    asks = action in {"confirm", "refuse", "enclose"}
    return perform(
        actor=who.viewer,
        matter_id=matter.pk,
        action=action,
        version=matter.version,
        fields=fields,
        enclosures=[picture()] if asks else [],
    )


def at_court(cast: Cast) -> tuple[JudicialConfirmation, Side, Side]:
    """Return an application of both sides that the court has got."""
    confirmation, first, other = opened(cast)
    joins(confirmation, first)
    joins(confirmation, other)
    does(cast["mediator"], confirmation, "apply")
    confirmation.refresh_from_db()
    return confirmation, first, other


def accepted(cast: Cast) -> tuple[JudicialConfirmation, Side, Side]:
    """Return the same, taken by the court."""
    confirmation, first, other = at_court(cast)
    does(cast["judge"], confirmation, "accept", case_number="（2026）豫0105诉前调确1号")
    return confirmation, first, other


def confirmed(cast: Cast) -> tuple[JudicialConfirmation, Side, Side]:
    """Return the same, confirmed by the court after it saw both sides."""
    confirmation, first, other = accepted(cast)
    does(cast["judge"], confirmation, "hear_sides", present="both")
    does(cast["judge"], confirmation, "confirm", ruling_number="（2026）豫0105民特1号")
    return confirmation, first, other
