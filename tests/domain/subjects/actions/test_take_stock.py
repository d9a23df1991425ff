"""A department confirms a month of all its counties and sectors in one act, and of no other's."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.domain.subjects.models import Stocktaking
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import next_month, today
from tests.city import VILLAGE
from tests.domain.subjects.helpers import school

pytestmark = pytest.mark.django_db
MONTH = today().replace(day=1)
COUNTY = VILLAGE[:6]


def test_said_twice_it_is_said_once_and_otherwise_beside(cast: dict[str, Player]) -> None:
    school()
    clerk = cast["sibling_department_clerk"].viewer
    assert take_stock(actor=clerk, month=MONTH, expected={(COUNTY, "education"): 3}) == 1
    assert take_stock(actor=clerk, month=MONTH, expected={(COUNTY, "education"): 3}) == 0
    assert take_stock(actor=clerk, month=MONTH, expected={(COUNTY, "education"): 4}) == 1
    assert [(row.expected, row.entered) for row in Stocktaking.objects.order_by("pk")] == [(3, 1), (4, 1)]
    assert AuditRow.objects.filter(act="subjects.take_stock").count() == 2


@pytest.mark.parametrize("key", ["liaison", "intake_officer", "township_leader", "department_clerk"])
def test_nobody_confirms_what_isnt_theirs(cast: dict[str, Player], key: str) -> None:
    with pytest.raises(PermissionDenied):
        take_stock(actor=cast[key].viewer, month=MONTH, expected={(COUNTY, "education"): 3})


def test_a_month_that_is_yet_to_come_is_not_confirmed(cast: dict[str, Player]) -> None:
    with pytest.raises(ValueError, match="20"):
        take_stock(actor=cast["sibling_department_clerk"].viewer, month=next_month(MONTH), expected={})
