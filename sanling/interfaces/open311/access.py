"""What everybody may read of the city's matters, and how much of each."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sanling.domain.matters.known import known_to_all
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.territory.points import map_point
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import Level, at_level
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.components.nearness import PROVISIONAL
from sanling.interfaces.open311.services import Service

# A hundredth of a degree is about a kilometre: enough for a map of the city, too little to find a door.
DECIMALS = 2
CLOSED = Q(open=False) | ~Q(outcome="")


def public_matters(profile: Profile) -> QuerySet[Matter]:
    """Return the matters that everybody may know of, with when each last moved."""
    last = Entry.objects.filter(matter=OuterRef("pk"), audience=Entry.Audience.PARTY).order_by("-pk")
    return (
        known_to_all(profile)
        .annotate(updated_at=Subquery(last.values("at")[:1]))
        .select_related("unit")
        .defer("search", "text", "title", "place", "link_digest")
    )


def shown(matters: Iterable[Matter], services: Mapping[str, Service]) -> list[dict[str, Any]]:
    """Return matters as requests: number, category, status, times, community, a coarse point; no words."""
    rows = list(matters)
    places = {matter.pk: at_level(matter.division_id, Level.VILLAGE) or matter.division_id for matter in rows}
    names = place_names(places.values())
    return [_shown(matter, services, places[matter.pk], names) for matter in rows]


def _shown(
    matter: Matter, services: Mapping[str, Service], place: str, names: Mapping[str, str]
) -> dict[str, Any]:
    state = definition_of(matter.definition_id).state(matter.state)
    code = f"{matter.kind}.{matter.category}"
    service = services.get(code)
    updated: datetime = getattr(matter, "updated_at", None) or matter.registered_at
    closed = not matter.open or bool(matter.outcome)
    name = str(service.category.name) if service else matter.category
    point = map_point(matter.division_id, matter.lon, matter.lat)
    return {
        "service_request_id": matter.number,
        "status": "closed" if closed else "open",
        "status_notes": str(state.public),
        "service_name": name,
        "service_code": code,
        # What residents wrote may name people; the category tells what it is about.
        "description": name,
        "agency_responsible": matter.unit.name,
        "service_notice": str(PROVISIONAL) if matter.due_provisional and not closed else None,
        "requested_datetime": matter.registered_at,
        "updated_datetime": updated,
        "expected_datetime": None if closed else matter.due_at,
        "address": names.get(place, ""),
        "address_id": place,
        "zipcode": None,
        "lat": point and round(point[1], DECIMALS),
        "long": point and round(point[0], DECIMALS),
        "media_url": None,
    }
