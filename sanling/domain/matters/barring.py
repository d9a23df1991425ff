"""Who must not learn of a matter: the units that a concealed report is about."""

from collections.abc import Iterable, Sequence

from django.db.models import F, QuerySet

from sanling.domain.matters.models import Matter, Party
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared


def barred_units(matter: Matter) -> frozenset[int]:
    """Return the units that must not learn of a matter: those that a concealed report is about."""
    return units_barred([matter]).get(matter.pk, frozenset())


def units_barred(matters: Iterable[Matter]) -> dict[int, frozenset[int]]:
    """Return the same of many matters, by their keys; nothing of those that bar nobody."""
    concealed = [matter.pk for matter in matters if matter.concealed]
    barred: dict[int, frozenset[int]] = {}
    for matter, unit in _accused(matters=concealed) if concealed else ():
        barred[matter] = barred.get(matter, frozenset()) | {unit}
    return barred


@Prepared
def _accused(matters: Sequence[int]) -> QuerySet[Party, tuple[int, int]]:
    about = Party.objects.filter(AnyOf(F("matter"), matters), role__in=Party.ABOUT, unit__isnull=False)
    return about.values_list("matter", "unit")
