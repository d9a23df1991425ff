"""What is counted of matters by the day."""

from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.flows import Flow
from sanling.domain.matters import steps
from sanling.domain.matters.access import GUARDED
from sanling.domain.matters.changes import RECOUNTED, TOPIC
from sanling.domain.matters.counted import DATED, DISTRIBUTED, MEASURES, SUMMED, all_keys, facts_of
from sanling.domain.matters.naming import column_names, confidential_kinds, sensitive_kinds

FLOWS = (
    Flow(
        code="matters",
        topics=(TOPIC, RECOUNTED),
        guarded=GUARDED,
        measures=MEASURES,
        facts=facts_of,
        keys=all_keys,
        distributed=DISTRIBUTED,
        dated=DATED,
        summed=SUMMED,
        ledger="matters",
        names=column_names,
        sensitive=sensitive_kinds,
        confidential=confidential_kinds,
    ),
    Flow(
        code="steps",
        topics=(TOPIC, RECOUNTED),
        guarded=GUARDED,
        measures=steps.MEASURES,
        facts=steps.steps_of,
        keys=all_keys,
        distributed=steps.DISTRIBUTED,
        sensitive=sensitive_kinds,
        ledger="steps",
        names=steps.step_names,
        confidential=confidential_kinds,
        category=_("Step"),
        parts=steps.PARTS,
    ),
)
