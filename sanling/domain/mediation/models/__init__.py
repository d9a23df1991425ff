"""Bodies that mediate with who works there, the sides of disputes, whom they choose, and what they agree on."""

from sanling.domain.mediation.models.agreements import (
    Agreement,
    Case,
    Obligation,
    Performance,
    Seal,
    Signature,
)
from sanling.domain.mediation.models.bodies import Body, Mediator
from sanling.domain.mediation.models.choices import Choice, Objection, Pick
from sanling.domain.mediation.models.sides import Member, Saying, Side

__all__ = [
    "Agreement",
    "Body",
    "Case",
    "Choice",
    "Mediator",
    "Member",
    "Objection",
    "Obligation",
    "Performance",
    "Pick",
    "Saying",
    "Seal",
    "Side",
    "Signature",
]
