"""What an account and a unit have kept of lists."""

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


def may_share(viewer: Viewer) -> bool:
    """Tell whether a viewer keeps the views of its unit: whoever leads it, by a post of their own."""
    return viewer.own.role.lead


def may_forget(viewer: Viewer, view: SavedView) -> bool:
    """Tell whether a viewer may take a view away that it has."""
    return may_share(viewer) if view.unit_id else view.user_id == viewer.user_id
