"""What is counted of incidents by the day."""

from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import CONFIDENTIALITY, GUARDED
from sanling.domain.incidents.counted import MEASURES, SUMMED, all_keys, column_names, facts_of
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
        summed=SUMMED,
        ledger="incidents",
        names=column_names,
        category=gettext_lazy("Level or sort"),
        by_unit=False,
        confidential=lambda _city: {kind.value: least for kind, least in CONFIDENTIALITY.items()},
    ),
)
