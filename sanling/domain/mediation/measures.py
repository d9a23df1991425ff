"""What is counted of mediation by the day, by the kind of the body that mediates."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.flows import Flow
from sanling.domain.matters.access import GUARDED
from sanling.domain.matters.changes import RECOUNTED, TOPIC
from sanling.domain.matters.naming import Names, confidential_kinds, sensitive_kinds
from sanling.domain.matters.naming import column_names as names_of_matters
from sanling.domain.mediation.confirming import KIND
from sanling.domain.mediation.counted import DISTRIBUTED, MEASURES, SUMMED, all_keys, facts_of
from sanling.domain.mediation.naming import names_of


def column_names(city: str, column: str, kind: str) -> Mapping[str, str]:
    """Return the names of kinds of matters, channels, and kinds of bodies by code."""
    match column:
        case "category":
            return names_of(city)[0]
        case "kind":
            return {**names_of_matters(city, column, kind), KIND: Names(city).kind(KIND)}
        case _:
            return names_of_matters(city, column, kind)


FLOWS = (
    Flow(
        code="mediation",
        topics=(TOPIC, RECOUNTED),
        guarded=GUARDED,
        measures=MEASURES,
        facts=facts_of,
        keys=all_keys,
        distributed=DISTRIBUTED,
        summed=SUMMED,
        ledger="matters",
        names=column_names,
        sensitive=sensitive_kinds,
        confidential=confidential_kinds,
        category=_("Kind of mediation body"),
    ),
)
