"""What is counted of incidents by the day."""

from sanling.domain.incidents.access import GUARDED
from sanling.domain.incidents.counted import MEASURES, all_keys, facts_of
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.telling import RECORDED
from sanling.domain.indicators.flows import Flow

FLOWS = (
    Flow(
        code="incidents",
        topics=(RECORDED,),
        guarded=GUARDED,
        measures=MEASURES,
        facts=facts_of,
        keys=all_keys,
        sensitive=lambda _city: (Kind.PETITION_VISIT,),
    ),
)
