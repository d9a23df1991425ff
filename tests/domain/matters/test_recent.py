"""What happened last and what is late longest is told to who sees it, without what is confidential or concealed."""

import pytest

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.recent import happened, last_entry, latest_late
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.city import CITY, COUNTY
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def test_the_last_acts_come_first_and_are_of_the_place(counted: list[Matter], cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    told = happened(viewer, CITY, 10)
    assert 0 < len(told) <= 10
    assert all(row.kind and row.unit for row in told)
    assert len(happened(viewer, COUNTY, 100)) <= len(happened(viewer, CITY, 100))
    assert last_entry() == max(Entry.objects.values_list("pk", flat=True))


def test_what_is_late_longest_comes_first(counted: list[Matter], cast: Cast) -> None:
    viewer, now = cast["city_peace_officer"].viewer, clock.now()
    count, late = latest_late(viewer, CITY, now, 5)
    assert [row.since for row in late] == sorted(row.since for row in late)
    assert len(late) <= min(count, 5)
    Matter.objects.update(confidentiality=1, concealed=False)
    assert latest_late(viewer, CITY, now, 5)[1] == []
    assert list(happened(viewer, CITY, 5)) == []


def test_before_the_first_act_there_is_none(cast: Cast) -> None:
    Entry.objects.all().delete()
    assert last_entry() == 0
