"""Bodies that mediate and who works there; the sides of disputes, whom they choose, how they meet and agree."""

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
from sanling.domain.mediation.models.confirmations import GroundAnswer, Joining, JudicialConfirmation
from sanling.domain.mediation.models.decisions import SignalDecision
from sanling.domain.mediation.models.files import Revisit
from sanling.domain.mediation.models.handovers import Handover
from sanling.domain.mediation.models.minutes import Attestation, Correction, Minutes
from sanling.domain.mediation.models.rooms import Seat, Signal
from sanling.domain.mediation.models.sides import Member, Saying, Side
from sanling.domain.mediation.models.signed import Signed
from sanling.domain.mediation.models.sittings import (
    Attendance,
    Preparation,
    RecordingConsent,
    Reply,
    Sitting,
    SittingFile,
)

__all__ = [
    "Agreement",
    "Attendance",
    "Attestation",
    "Body",
    "Case",
    "Choice",
    "Correction",
    "GroundAnswer",
    "Handover",
    "Joining",
    "JudicialConfirmation",
    "Mediator",
    "Member",
    "Minutes",
    "Objection",
    "Obligation",
    "Performance",
    "Pick",
    "Preparation",
    "RecordingConsent",
    "Reply",
    "Revisit",
    "Saying",
    "Seal",
    "Seat",
    "Side",
    "Signal",
    "SignalDecision",
    "Signature",
    "Signed",
    "Sitting",
    "SittingFile",
]
