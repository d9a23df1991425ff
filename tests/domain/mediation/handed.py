"""Disputes handed over, for the tests."""

from typing import Any

from sanling.domain.matters.act import perform
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.mediation.actions.hand_over import Handed, hand_over
from sanling.domain.mediation.models import Handover
from sanling.domain.people.cast import Player
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import two_sides

REASON = "说要拿刀报复，已两次上门砸门。"


def signs_found(cast: Cast, matter: Matter, who: str = "mediator", **said: Any) -> Handover:
    """Have somebody tell the police of signs in a dispute."""
    handed = Handed(**{"partner": "police", "signs": ["threat"], "reason": REASON, **said})
    return hand_over(actor=cast[who].viewer, dispute_id=matter.pk, handed=handed)


def at_police(cast: Cast) -> Handover:
    """Return signs in a dispute with two sides that the police station has got."""
    matter, *_sides = two_sides(cast)
    return signs_found(cast, matter)


def does(who: Player, handover: Handover, action: str, **fields: Any) -> Entry:
    """Have somebody do an act of a hand-over's matter, and bring the hand-over up to date."""
    matter = Matter.objects.get(pk=handover.matter_id)
    entry = perform(
        actor=who.viewer, matter_id=matter.pk, action=action, version=matter.version, fields=fields
    )
    handover.refresh_from_db()
    return entry


def answered(cast: Cast, handover: Handover, finding: str = "crime", telling: str = "now") -> None:
    """Have the police station receive and answer it."""
    does(cast["station_officer"], handover, "take", reference="金公(花)受案字〔2026〕1号")
    does(cast["station_officer"], handover, "answer", finding=finding, telling=telling)


def handed_to(cast: Cast, matter: Matter, partner: str, **said: Any) -> Handover:
    """Have the mediator hand a dispute to another office."""
    handed = Handed(**{"partner": partner, "reason": "当事人要求诉讼", **said})
    return hand_over(actor=cast["mediator"].viewer, dispute_id=matter.pk, handed=handed)
