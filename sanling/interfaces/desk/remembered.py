"""Which columns a list shows: those that its address names, else those that the account chose, else the usual ones."""

from django.http import QueryDict

from sanling.domain.people.access import Viewer
from sanling.processes.lists.queries import columns_chosen


def with_columns(viewer: Viewer, listed: str, query: QueryDict) -> QueryDict:
    """Return the query of a list's address, with the columns that the account chose where it names none."""
    if query.getlist("col"):
        return query
    completed = query.copy()
    completed.setlist("col", columns_chosen(viewer, listed))
    return completed
