"""A flow of the room that is not ours is counted, checked and told like any."""

import pytest

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation.days import today
from sanling.processes.figures.models import Fact
from sanling.processes.figures.queries import Question, rows_behind
from sanling.processes.figures.reading import numbers
from sanling.processes.figures.rebuilding import differences, rebuild_city
from sanling.processes.reactions import react
from tests.city import CITY, VILLAGE
from tests.domain.matters.helpers import act

pytestmark = pytest.mark.django_db


def test_its_flow_is_counted_checked_and_told_to_who_sees_its_rows(
    asked: Matter, cast: dict[str, Player]
) -> None:
    act(cast["intake_officer"].viewer, asked, "allot", {"slot": "2026-12-01 am", "for": "wedding"})
    react()
    flow = flows()["squares"]
    asked_of = Question(flow, VILLAGE, today(), today())
    for who, count in (("centre_director", 1), ("county_leader", 1), ("auditor", 0)):
        told = numbers(cast[who].viewer, asked_of, ["given"])
        assert sum(told.values()) == count, who
        assert rows_behind(cast[who].viewer, asked_of, "given").count() == count
    assert list(differences(flow, CITY)) == []
    rebuild_city(CITY)
    assert Fact.objects.filter(flow="squares", measure="given").count() == 1
