"""A matter and what surrounds it: parties, stages, assignments, clocks, the timeline of entries, and who follows."""

from sanling.domain.matters.models.clocks import Clock, ClockChange, ClockPause
from sanling.domain.matters.models.history import Assignment, Attachment, Entry, Rating, Relation, Stage
from sanling.domain.matters.models.matter import Matter, Participation, Party, Sequence
from sanling.domain.matters.models.subscription import Subscription

__all__ = [
    "Assignment",
    "Attachment",
    "Clock",
    "ClockChange",
    "ClockPause",
    "Entry",
    "Matter",
    "Participation",
    "Party",
    "Rating",
    "Relation",
    "Sequence",
    "Stage",
    "Subscription",
]
