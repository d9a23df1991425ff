"""Bodies that mediate with who works there, and the sides of disputes."""

from sanling.domain.mediation.models.bodies import Body, Mediator
from sanling.domain.mediation.models.sides import Member, Saying, Side

__all__ = ["Body", "Mediator", "Member", "Saying", "Side"]
