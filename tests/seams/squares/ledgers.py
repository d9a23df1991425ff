"""Two ledgers, each on a page of the desk and as a file: which squares there are, and who had them when."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import entries_for_all
from sanling.domain.matters.models import Entry
from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.ledgers import Column, Filter, RoomLedger
from tests.seams.squares.access import GUARDED, visible_squares
from tests.seams.squares.field_types.slot import HALVES


def given(viewer: Viewer) -> QuerySet[Entry]:
    """Return what a viewer may know of squares that were given."""
    return entries_for_all(viewer).filter(code="allot", matter__family="square").select_related("matter")


LEDGERS = (
    RoomLedger(
        code="village_squares",
        name=gettext_lazy("Squares"),
        may=lambda viewer: sees_some(viewer, GUARDED.room),
        rows=visible_squares,
        of_rows=(
            Column("name", gettext_lazy("Name"), lambda square, _viewer: square.name, 40),
            Column("at", gettext_lazy("Division"), lambda square, _viewer: square.division_id, 20),
        ),
    ),
    RoomLedger(
        code="squares",
        name=gettext_lazy("Squares given"),
        may=lambda viewer: sees_some(viewer, "matters"),
        rows=given,
        of_rows=(
            Column("slot", gettext_lazy("Time"), lambda entry, _viewer: entry.params["slot"]),
            Column("title", gettext_lazy("Title"), lambda entry, _viewer: entry.matter.title, 40),
            Column("at", gettext_lazy("Given"), lambda entry, _viewer: entry.at, 17),
            Column("number", gettext_lazy("Number"), lambda entry, _viewer: entry.matter.number, usual=False),
        ),
        filters=(
            Filter(
                "half",
                gettext_lazy("Time"),
                choices=lambda _city: HALVES,
                narrow=lambda half: Q(params__slot__endswith=half),
            ),
        ),
        when="at",
    ),
)
