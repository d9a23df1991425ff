"""A mediation body is added at a unit by who keeps it, and that is recorded."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.mediation.actions.add_body import add_body
from sanling.domain.mediation.actions.end_body import end_body
from sanling.domain.mediation.models import Body
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST, VILLAGE
from tests.domain.mediation.helpers import Cast, a_body, unit_at

pytestmark = pytest.mark.django_db


def test_an_administrator_adds_one_and_it_is_recorded(cast: Cast) -> None:
    unit = unit_at(VILLAGE)
    body = add_body(actor=cast["administrator"].viewer, unit_id=unit.pk, kind="village", name="调委会")
    row = AuditRow.objects.get(act="mediation.add_body")
    assert (row.subject, row.city) == (f"mediation_body:{body.pk}", "4101")
    assert row.detail == {"unit": unit.pk, "kind": "village", "name": "调委会"}


@pytest.mark.parametrize("who", ["mediator", "city_leader", "auditor", "village_secretary"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        add_body(actor=cast[who].viewer, unit_id=unit_at(VILLAGE).pk, kind="village", name="甲")
    assert not Body.objects.exists()


def test_a_unit_keeps_several_but_none_of_the_same_name_nor_of_an_unknown_kind(cast: Cast) -> None:
    first = a_body(name="甲调委会")
    a_body(name="乙调委会", kind="company")
    with pytest.raises(ValidationError) as same:
        a_body(name="甲调委会")
    with pytest.raises(ValidationError) as strange:
        a_body(name="丙调委会", kind="court")
    assert {*same.value.message_dict} == {"name"}
    assert {*strange.value.message_dict} == {"kind"}
    end_body(actor=TEST, body_id=first.pk)
    assert a_body(name="甲调委会").pk
