"""Who may confirm a month or open a year, and how one sees what was judged: as one sees the subjects."""

from django.db.models import Q, QuerySet

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer, reach_at, sees_some
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import ColourWarning, Judged
from sanling.domain.recognition.yearly_config import RecognitionPart
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.territory.rules import Level
from sanling.foundation.profile.registry import profile_for


def visible_judged(viewer: Viewer | None) -> QuerySet[Judged]:
    """Return how subjects stood that a viewer may see."""
    return Judged.objects.filter(subject__in=visible_subjects(viewer))


def visible_warnings(viewer: Viewer | None) -> QuerySet[ColourWarning]:
    """Return the warnings of the subjects that a viewer may see, and those whose matter is the viewer's to see."""
    of_matters, of_subjects = visible_matters(viewer).values("pk"), visible_subjects(viewer).values("pk")
    return ColourWarning.objects.filter(Q(matter__in=of_matters) | Q(subject__in=of_subjects))


def recognises(viewer: Viewer) -> bool:
    """Tell whether a viewer sees recognitions, in a city that has them; a province recognises nobody itself."""
    if len(viewer.city) < Level.CITY or not sees_some(viewer, "matters"):
        return False
    part: RecognitionPart = profile_for(viewer.city).part("recognition")
    return part.kind is not None


def may_open_year(viewer: Viewer) -> bool:
    """Tell whether a viewer opens a year's recognitions in its city, and draws who is checked on the spot."""
    part: RecognitionPart = profile_for(viewer.city).part("recognition")
    return part.kind is not None and viewer.own.role.code in part.opened_by and viewer.answers_for_city


def may_confirm(viewer: Viewer, zero: str, division: str) -> bool:
    """Tell whether a viewer confirms months of a zero for a county or a city: its own, and by its own role."""
    part: StandardPart = profile_for(viewer.city).part("standard")
    if zero not in part.by_zero or len(division) not in (Level.CITY, Level.COUNTY):
        return False
    roles = part.by_zero[zero].confirmed_by
    own = reach_at(
        viewer, division, lambda reach: reach.role.code in roles and reach.unit_division == division
    )
    return own is not None
