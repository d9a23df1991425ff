"""What was recorded is corrected beside, for a reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.domain.incidents.helpers import DAY, record, visit

pytestmark = pytest.mark.django_db


def test_the_lead_department_corrects_for_a_reason_and_the_old_row_stays(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    (made,) = record(visit(), actor=officer)
    now = correct_incident(actor=officer, incident=made, values={"upheld": False}, reason="复查认定不属实")
    made.refresh_from_db()
    assert (made.replaced, made.upheld, now.upheld, now.corrects_id) == (True, True, False, made.pk)
    with pytest.raises(ValidationError):
        correct_incident(actor=officer, incident=now, values={"upheld": True}, reason=" ")
    with pytest.raises(ValidationError):
        correct_incident(actor=officer, incident=made, values={"upheld": True}, reason="晚了")
    assert list(
        AuditRow.objects.filter(act__startswith="incident.").order_by("pk").values_list("act", flat=True)
    ) == [
        "incident.record",
        "incident.correct",
    ]


def test_what_did_not_happen_is_withdrawn_beside(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    (made,) = record(visit(), actor=officer)
    now = correct_incident(actor=officer, incident=made, values={"withdrawn": True}, reason="登记错误")
    assert now.withdrawn
    assert Incident.objects.filter(replaced=False, withdrawn=False).count() == 0


def test_a_day_is_corrected_too(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    (made,) = record(visit(), actor=officer)
    now = correct_incident(
        actor=officer, incident=made, values={"happened_on": DAY + timedelta(days=40)}, reason="日期有误"
    )
    assert now.happened_on == DAY + timedelta(days=40)
