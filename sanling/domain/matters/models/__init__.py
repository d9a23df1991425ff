"""A matter and what surrounds it: parties, stages, assignments, clocks and the timeline of entries."""

from sanling.domain.matters.models.clocks import Clock, ClockChange, ClockPause
from sanling.domain.matters.models.history import Assignment, Attachment, Entry, Rating, Relation, Stage
from sanling.domain.matters.models.matter import Matter, Participation, Party, Sequence

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
]
