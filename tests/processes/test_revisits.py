"""A city's disputes are planned together, and a dispute whose mediator has left reminds nobody."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Revisit
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from sanling.foundation.delivery.models import Notice
from sanling.processes.revisits import plan_and_remind
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_recorded_once_for_a_city_and_nobody_is_told_where_nobody_is_in_charge(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    assert plan_and_remind(today())[0] == 3
    assert AuditRow.objects.filter(act="mediation.plan_revisits").get().detail == {
        "disputes": 1,
        "revisits": 3,
    }
    Matter.objects.filter(pk=matter.pk).update(assignee=None)
    assert plan_and_remind(Revisit.objects.order_by("nth").values_list("due_on", flat=True)[0])[1] == 1
    assert not Notice.objects.filter(code="mediation.revisit").exists()
