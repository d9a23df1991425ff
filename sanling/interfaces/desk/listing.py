"""How lists of the desk are paged."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from sanling.foundation.cleaning import read_digits
from sanling.interfaces.components.items import Pagination

Row = TypeVar("Row", bound=Model)


def newest_first(request: HttpRequest, found: QuerySet[Row], size: int) -> tuple[list[Row], Pagination]:
    """Return a page of rows by their ids from `?before=`, and where the older ones are."""
    before = read_digits(request.GET.get("before", ""))
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: size + 1])
    more = len(rows) > size
    return rows[:size], Pagination(older_url=link(request, before=rows[size - 1].pk) if more else "")


def link(request: HttpRequest, **place: object) -> str:
    """Return where another page is; the rest of the address stays."""
    query = request.GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query.update({name: str(where) for name, where in place.items()})
    return f"?{query.urlencode()}"
