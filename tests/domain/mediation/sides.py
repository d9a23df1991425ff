"""Disputes with sides, for the tests."""

from typing import Any

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.domain.mediation.actions.ask_side import Asked, ask_side
from sanling.domain.mediation.models import Side
from sanling.foundation.audit.actor import Actor
from tests.city import TEST
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast

OTHER_PHONE = "+8613900000001"


def asked(matter: Matter, actor: Actor = TEST, **said: Any) -> Side:
    """Ask another side of a dispute."""
    usual = {"name": "李大山", "phone": OTHER_PHONE, "summary": "楼道堆物的纠纷"}
    return ask_side(actor=actor, matter_id=matter.pk, asked=Asked(**{**usual, **said}))


def by(side: Side) -> SideActor:
    """Return who holds the link of a side."""
    return SideActor(side.pk, side.matter_id)


def consenting(side: Side) -> Side:
    """Have a side consent."""
    return answer_side(actor=by(side), side_id=side.pk, answer="consents")


def two_sides(cast: Cast) -> tuple[Matter, Side, Side]:
    """Return a dispute in mediation, the side of who brought it and the other side, who both take part."""
    matter = in_mediation(cast)
    other = consenting(asked(matter))
    return matter, Side.objects.get(matter=matter, nth=1), other
