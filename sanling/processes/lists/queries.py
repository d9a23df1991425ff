"""What an account and a unit have kept of lists."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from sanling.domain.people.access import Viewer
from sanling.processes.lists.models import ChosenColumns, SavedView


def columns_chosen(viewer: Viewer, listed: str) -> list[str]:
    """Return the columns that a viewer's account chose of a list; none if it never did."""
    found = ChosenColumns.objects.filter(user_id=viewer.user_id, listed=listed).values_list(
        "codes", flat=True
    )
    return next(iter(found), [])


def views_of(viewer: Viewer) -> QuerySet[SavedView]:
    """Return a viewer's own views and those of the unit that it works at, these first."""
    own = Q(user_id=viewer.user_id, city=viewer.city, unit=None)
    return SavedView.objects.filter(own | Q(unit_id=viewer.own.unit_id)).order_by("unit", "name")


def owner_of(viewer: Viewer, *, shared: bool) -> Mapping[str, Any]:
    """Return by which columns the views of a viewer's unit, or its own, are told from others' of its city."""
    return {"unit_id": viewer.own.unit_id} if shared else {"user_id": viewer.user_id, "unit_id": None}


def may_share(viewer: Viewer) -> bool:
    """Tell whether a viewer keeps the views of its unit: whoever leads it, by a post of their own."""
    return viewer.own.role.lead


def may_keep(viewer: Viewer, view: SavedView) -> bool:
    """Tell whether a viewer may rename a view that it has, or take it away."""
    return may_share(viewer) if view.unit_id else view.user_id == viewer.user_id
