"""Who had the square when: a ledger of what was given, on a page of the desk and as a file."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Entry
from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import Column, Filter, RoomLedger
from tests.seams.squares.field_types.slot import HALVES


def _given(viewer: Viewer) -> QuerySet[Entry]:
    seen = visible_matters(viewer).filter(family="square")
    return Entry.objects.filter(code="allot", matter__in=seen.values("pk")).select_related("matter")


def _registers(viewer: Viewer) -> bool:
    return viewer.own.role.scope != "none"


LEDGERS = (
    RoomLedger(
        code="squares",
        name=gettext_lazy("Squares given"),
        may=_registers,
        rows=_given,
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
