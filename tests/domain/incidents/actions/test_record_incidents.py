"""What happened is written down once, and corrected beside."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.city import City
from tests.domain.incidents.helpers import DAY, accident, record, visit
from tests.domain.subjects.helpers import school

pytestmark = pytest.mark.django_db


def test_what_a_system_tells_again_is_the_row_that_is_there(city: City) -> None:
    (first,) = record(visit(source="petitions_system", own_id="XF-1"))
    (again,) = record(visit(source="petitions_system", own_id="XF-1"))
    assert again.pk == first.pk
    assert Incident.objects.count() == 1


def test_what_a_system_tells_otherwise_corrects_what_it_told_before(city: City) -> None:
    (first,) = record(visit(source="petitions_system", own_id="XF-1"))
    (now,) = record(visit(source="petitions_system", own_id="XF-1", upheld=False))
    first.refresh_from_db()
    assert (first.replaced, now.corrects_id, now.upheld) == (True, first.pk, False)
    assert now.reason


def test_the_same_number_of_two_systems_is_two_incidents(city: City) -> None:
    record(visit(source="petitions_system", own_id="1"), visit(source="hotline", own_id="1"))
    assert Incident.objects.filter(replaced=False).count() == 2


def test_an_accident_is_graded_by_what_it_cost(city: City) -> None:
    (made,) = record(accident(deaths=3))
    made.refresh_from_db()
    assert (made.grade, made.casualties) == (2, 3)
    assert record(accident(deaths=10))[0].grade == 3


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


@pytest.mark.parametrize("role", ["village_secretary", "safety_officer", "intake_officer", "auditor"])
def test_nobody_but_its_lead_department_records_a_petition_visit(cast: dict[str, Player], role: str) -> None:
    with pytest.raises(PermissionDenied):
        record(visit(), actor=cast[role].viewer)


def test_who_is_rated_by_petitions_sees_none_of_them(cast: dict[str, Player]) -> None:
    answers = school()
    record(visit(answers_id=answers.pk), accident(answers_id=answers.pk))
    seen = {
        role: sorted(visible_incidents(cast[role].viewer).values_list("kind", flat=True))
        for role in ("peace_officer", "petition_officer", "village_secretary", "auditor")
    }
    assert seen["petition_officer"] == ["petition_visit"]
    assert seen["peace_officer"] == ["accident", "petition_visit"]
    assert seen["village_secretary"] == ["accident"]
    assert seen["auditor"] == []


def test_a_day_is_corrected_too(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    (made,) = record(visit(), actor=officer)
    now = correct_incident(
        actor=officer, incident=made, values={"happened_on": DAY + timedelta(days=40)}, reason="日期有误"
    )
    assert now.happened_on == DAY + timedelta(days=40)
