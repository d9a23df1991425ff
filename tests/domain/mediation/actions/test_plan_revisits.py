"""A plan is made once."""

import pytest

from sanling.domain.mediation.actions.plan_revisits import plan_revisits
from sanling.domain.mediation.models import Revisit
from sanling.foundation import clock
from sanling.foundation.days import today
from tests.city import TEST
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.revisits import settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_what_is_planned_already_stays_as_it_is(cast: Cast) -> None:
    matter = settled(cast)
    assert len(plan_revisits(actor=TEST, city=matter.city, matters=[matter])) == 3
    Revisit.objects.filter(nth=1).update(done_on=today(), at=clock.now(), result="kept")
    plan_revisits(actor=TEST, city=matter.city, matters=[matter])
    assert [revisit.result for revisit in Revisit.objects.order_by("nth")] == ["kept", "", ""]
