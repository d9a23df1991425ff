"""A body gets another name or kind by who keeps its unit; what it was is recorded."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.mediation.actions.change_body import change_body
from sanling.domain.mediation.models import Body
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.finding import named
from tests.city import TEST
from tests.domain.mediation.helpers import Cast, a_body

pytestmark = pytest.mark.django_db


def test_what_was_changed_is_recorded_with_what_it_was_and_it_is_found_by_its_new_name(cast: Cast) -> None:
    body = a_body(name="甲调委会")
    for _time in range(2):
        change_body(actor=TEST, body_id=body.pk, kind="town", name="乙调委会", name_en="B")
    row = AuditRow.objects.get(act="mediation.change_body")
    assert row.detail == {"kind": ["village", "town"], "name": ["甲调委会", "乙调委会"], "name_en": ["", "B"]}
    assert Body.objects.filter(named("found_by", "乙调委会")).exists()


def test_neither_anothers_name_nor_an_unknown_kind_is_taken(cast: Cast) -> None:
    a_body(name="甲调委会")
    body = a_body(name="乙调委会", kind="company")
    with pytest.raises(ValidationError) as renamed:
        change_body(actor=TEST, body_id=body.pk, kind="company", name="甲调委会", name_en="")
    with pytest.raises(ValidationError) as strange:
        change_body(actor=TEST, body_id=body.pk, kind="court", name="乙调委会", name_en="")
    assert {*renamed.value.message_dict} == {"name"}
    assert {*strange.value.message_dict} == {"kind"}


def test_who_does_not_keep_its_unit_changes_nothing(cast: Cast) -> None:
    body = a_body()
    with pytest.raises(PermissionDenied):
        change_body(actor=cast["mediator"].viewer, body_id=body.pk, kind="town", name="甲", name_en="")
    assert Body.objects.get().kind == "village"
