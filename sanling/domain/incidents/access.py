"""Who may see and record what happened: by place, kind and confidentiality; petitions not who is rated by them."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.config import IncidentsPart
from sanling.domain.incidents.models import Incident, ReportClock
from sanling.domain.incidents.naming import KINDS
from sanling.domain.incidents.rules import Kind
from sanling.domain.people.access import Viewer, reach_at, visible_to
from sanling.domain.people.guarded import Called, Guarded
from sanling.domain.people.routes import NOTHING
from sanling.foundation.profile.registry import profile_for


def _called(_city: str) -> Called:
    return Called(kinds={kind.value: str(name) for kind, name in KINDS.items()})


GUARDED = Guarded(
    room="incidents",
    name=gettext_lazy("Incidents"),
    model=Incident,
    division="division",
    levels={},
    # No unit takes part in what happened, and no post is charged with it.
    units=lambda _unit: NOTHING,
    posts=lambda _post: NOTHING,
    lines=("kind",),
    confidentiality="confidentiality",
    kind="kind",
    kinds=lambda _profile: {"": [kind.value for kind in Kind]},
    called=_called,
)
# How far somebody must be cleared to see what happened.
CONFIDENTIALITY: Mapping[Kind, int] = {Kind.PETITION_VISIT: 2}


def visible_incidents(viewer: Viewer | None) -> QuerySet[Incident]:
    """Return what happened as far as a viewer may see it; whatever shows incidents starts here."""
    return Incident.objects.filter(visible_to(viewer, GUARDED))


def visible_clocks(viewer: Viewer) -> QuerySet[ReportClock]:
    """Return the clocks of the accidents that a viewer may see, as they are recorded now."""
    return ReportClock.objects.filter(incident__in=visible_incidents(viewer).filter(replaced=False))


def kinds_recorded(viewer: Viewer) -> list[Kind]:
    """Return the kinds that a viewer records anywhere."""
    part: IncidentsPart = profile_for(viewer.city).part("incidents")
    roles = {reach.role.code for reach in viewer.reaches}
    return [kind for kind in Kind if not roles.isdisjoint(part.recorded_by.get(kind, ()))]


def may_record(viewer: Viewer, kind: Kind, division: str) -> bool:
    """Tell whether a viewer records what of a kind happens at a division."""
    part: IncidentsPart = profile_for(viewer.city).part("incidents")
    roles = part.recorded_by.get(kind, ())
    return reach_at(viewer, division, lambda reach: reach.role.code in roles) is not None


def may_correct(viewer: Viewer, incident: Incident) -> bool:
    """Tell whether a viewer may say an incident otherwise, as it is recorded now."""
    return not incident.replaced and may_record(viewer, Kind(incident.kind), incident.division_id)
