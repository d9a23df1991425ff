"""Warnings that were worked off and wait until their cause is gone: a heap of the inbox."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from sanling.domain.matters.queries import Heap
from sanling.domain.recognition.standing import FAMILY

HEAPS = (
    Heap(
        "worked_off",
        gettext_lazy("Worked off"),
        gettext_lazy("Warnings that your unit has worked off and whose cause isn't gone yet will be here."),
        families=frozenset({FAMILY}),
        waiting=lambda viewer: Q(resolved_at__isnull=False, unit__in=viewer.unit_ids),
    ),
)
