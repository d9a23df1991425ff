"""Reads of incidents: how each was said before, and which numbers are known."""

from datetime import date

from django.db.models import Q, QuerySet

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind, Sort, updated_for
from sanling.domain.people.access import Viewer
from sanling.foundation.database.prepared import rows

_CHAIN = """
    WITH RECURSIVE before AS (
        SELECT id, corrects_id FROM incidents_incident WHERE id = %s
        UNION ALL
        SELECT found.id, found.corrects_id FROM incidents_incident found JOIN before ON found.id = before.corrects_id
    ), after AS (
        SELECT id FROM incidents_incident WHERE id = %s
        UNION ALL
        SELECT found.id FROM incidents_incident found JOIN after ON found.corrects_id = after.id
    )
    SELECT id FROM before UNION SELECT id FROM after
"""


def is_known(city: str, source: str, own_id: str) -> bool:
    """Tell whether something stands under a number of a department, for that department's own system."""
    return Incident.objects.filter(city=city, source=source, own_id=own_id).exists()


def updated_last_on(day: date) -> QuerySet[Incident]:
    """Return the accidents, as they are recorded now, whose casualties are updated on a day for the last time."""
    said = {sort.value: updated_for(sort) for sort in Sort} | {"": updated_for(Sort.OTHER)}
    asked = Q(*(Q(sort=sort, happened_on=day - lasting) for sort, lasting in said.items()), _connector=Q.OR)
    return Incident.objects.filter(asked, kind=Kind.ACCIDENT, replaced=False, withdrawn=False)


def sayings(viewer: Viewer, incident: Incident) -> list[Incident]:
    """Return all that was ever recorded of one thing, as far as a viewer sees it, the latest first."""
    keys = [key for (key,) in rows(_CHAIN, [incident.pk, incident.pk])]
    found = visible_incidents(viewer).filter(pk__in=keys).select_related("division", "site", "answers")
    return list(found.order_by("-pk"))
