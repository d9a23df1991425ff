"""Whose square is in use now: a heap of the inbox."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from sanling.domain.matters.queries import Heap

HEAPS = (
    Heap(
        "in_use",
        gettext_lazy("In use"),
        gettext_lazy("Squares that somebody has will be here."),
        families=frozenset({"square"}),
        waiting=lambda viewer: Q(state="given", unit__in=viewer.unit_ids),
    ),
)
