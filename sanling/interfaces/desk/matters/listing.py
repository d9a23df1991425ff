"""Rows of lists of matters, with everything a row shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from sanling.domain.matters.ledger_queries import Slice
from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.people.access import Viewer
from sanling.domain.territory.queries import place_names
from sanling.interfaces.components.items import Pagination
from sanling.interfaces.desk.listing import link
from sanling.interfaces.desk.matters.way import Way


@dataclass(frozen=True)
class ListedMatter:
    """A matter as a row shows it."""

    matter: Matter
    kind: str
    category: str
    place: str
    state: str
    handler: str
    # What may be done with it from the list, by verbs; and its address, which tells of the list.
    verbs: str = ""
    url: str = ""


def rows_for(
    viewer: Viewer, matters: Sequence[Matter], verbs: Mapping[int, str] | None = None, way: Way | None = None
) -> list[ListedMatter]:
    """Return rows of matters whose unit and assignee are joined; one query for the names of all their places.

    ``verbs`` says what may be done with each from the list, ``way`` by which list one comes to them.
    """
    names = Names(viewer.city)
    places = place_names((matter.division_id for matter in matters), below=viewer.own.unit_division)
    return [
        ListedMatter(
            matter=matter,
            kind=names.of(matter).kind(matter.kind),
            category=names.of(matter).category(matter.kind, matter.category),
            place=places.get(matter.division_id, ""),
            state=names.state(matter),
            handler=matter.assignee.name if matter.assignee else "",
            verbs=verbs.get(matter.pk, "") if verbs else "",
            url=way.to(matter) if way else reverse("desk:matter", args=[matter.number]),
        )
        for matter in matters
    ]


def page_links(request: HttpRequest, found: Slice, text: str = "") -> Pagination:
    """Return the links to the pages around this one; the rest of the address stays."""
    return Pagination(
        newer_url=link(request, before=found.newer) if found.newer else "",
        older_url=link(request, after=found.older) if found.older else "",
        text=text,
    )
