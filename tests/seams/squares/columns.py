"""When the square is given, in ledgers of the family, which may be narrowed to half days."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.sheets import Column, Filter, Rows, Sheet
from tests.seams.squares.field_types.slot import HALVES

FAMILY = frozenset({"square"})


def _with_slot(matters: Rows) -> Rows:
    given = Entry.objects.filter(matter=OuterRef("pk"), code="allot").order_by("-pk")
    return matters.annotate(square_slot=Subquery(given.values("params__slot")[:1]))


def _slot(matter: Matter, _sheet: Sheet) -> str:
    return vars(matter)["square_slot"] or ""


COLUMNS = (Column("slot", gettext_lazy("Time"), _slot, families=FAMILY, read=_with_slot),)
FILTERS = (
    Filter(
        "half",
        gettext_lazy("Time"),
        choices=lambda _city: HALVES,
        narrow=lambda half: Q(pk__in=Entry.objects.filter(params__slot__endswith=half).values("matter")),
        families=FAMILY,
    ),
)
