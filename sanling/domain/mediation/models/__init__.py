"""Bodies that mediate with who works there, the sides of disputes, and whom they choose."""

from sanling.domain.mediation.models.bodies import Body, Mediator
from sanling.domain.mediation.models.choices import Choice, Objection, Pick
from sanling.domain.mediation.models.sides import Member, Saying, Side

__all__ = ["Body", "Choice", "Mediator", "Member", "Objection", "Pick", "Saying", "Side"]
