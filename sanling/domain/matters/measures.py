"""What is counted of matters by the day."""

from sanling.domain.indicators.flows import Flow
from sanling.domain.matters import steps
from sanling.domain.matters.access import GUARDED
from sanling.domain.matters.changes import RECOUNTED, TOPIC
from sanling.domain.matters.counted import DISTRIBUTED, MEASURES, all_keys, facts_of
from sanling.domain.matters.naming import column_names, sensitive_kinds

FLOWS = (
    Flow(
        code="matters",
        topics=(TOPIC, RECOUNTED),
        guarded=GUARDED,
        measures=MEASURES,
        facts=facts_of,
        keys=all_keys,
        distributed=DISTRIBUTED,
        ledger="matters",
        names=column_names,
        sensitive=sensitive_kinds,
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
    ),
)
