"""How an incident was said before is read from any of its rows, as far as each may see them."""

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.queries import sayings
from sanling.domain.people.cast import Player
from tests.domain.incidents.helpers import record, visit

pytestmark = pytest.mark.django_db


def test_all_sayings_are_found_from_each_of_them(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    first, other = record(visit(), visit(persons=9), actor=officer)
    second = correct_incident(actor=officer, incident=first, values={"persons": 2}, reason="少记")
    third = correct_incident(actor=officer, incident=second, values={"persons": 3}, reason="少记")
    for saying in (first, second, third):
        assert [row.pk for row in sayings(officer, saying)] == [third.pk, second.pk, first.pk]
    assert [row.pk for row in sayings(officer, other)] == [other.pk]
    assert sayings(cast["village_secretary"].viewer, third) == []
