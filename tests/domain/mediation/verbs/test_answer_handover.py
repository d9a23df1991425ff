"""The police say what became of it; only where they let it be told, the dispute can end by it."""

import pytest

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Matter
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act
from tests.domain.mediation.handed import answered, at_police
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_crime_ends_the_dispute_by_a_code_once_the_sides_may_know(cast: Cast) -> None:
    handover = at_police(cast)
    dispute = Matter.objects.get(pk=handover.dispute_id)
    with pytest.raises(NotAllowed):
        act(cast["mediator"].viewer, dispute, "to_police", {"reason": "公安已立案"})
    answered(cast, handover)
    assert (handover.finding, handover.tell_from is not None) == ("crime", True)
    act(cast["mediator"].viewer, dispute, "to_police", {"reason": "公安已立案"})
    assert (dispute.state, dispute.outcome, dispute.open) == ("transferred", "transferred", False)
    react()
    assert Notice.objects.filter(code="mediation.handover_answered").count() == 1


@pytest.mark.parametrize(("finding", "telling"), [("crime", "not_yet"), ("no_case", "now")])
def test_before_the_police_say_so_or_where_it_is_no_case_mediation_goes_on(
    cast: Cast, finding: str, telling: str
) -> None:
    handover = at_police(cast)
    answered(cast, handover, finding, telling)
    dispute = Matter.objects.get(pk=handover.dispute_id)
    with pytest.raises(NotAllowed):
        act(cast["mediator"].viewer, dispute, "to_police", {"reason": "公安已立案"})
    assert dispute.state == "mediating"
