"""Who sees and records what happened."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.people.cast import Player
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.subjects.helpers import school

pytestmark = pytest.mark.django_db


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
