"""On the wall of a community hang its hazards and disputes, each until done, and nothing that says whose they are."""

from datetime import datetime, timedelta

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.matters.on_board import board_of
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today
from tests.city import CITY
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
HUNG = ("dispute", "hazard")


def morning() -> datetime:
    return datetime.combine(today(), datetime.min.time(), tzinfo=CHINA)


def test_what_is_open_hangs_there_and_what_was_done_today(counted: list[Matter], cast: Cast) -> None:
    viewer, now = cast["city_peace_officer"].viewer, clock.now()
    Matter.objects.update(confidentiality=0, concealed=False)
    open_ones = Matter.objects.filter(open=True, kind__in=HUNG)
    told = board_of(viewer, CITY, morning(), now, 1000)
    assert told.open == open_ones.count()
    assert told.late == sum(row.late for row in told.problems)
    assert len(told.problems) == told.open + told.done
    # What is late comes first, what is done last.
    order = [(row.done_at is not None, not row.late) for row in told.problems]
    assert order == sorted(order)
    done = open_ones.first()
    assert done is not None
    Matter.objects.filter(pk=done.pk).update(open=False, ended_at=now, due_at=None)
    later = board_of(viewer, CITY, morning(), now, 1000)
    assert (later.open, later.done) == (told.open - 1, told.done + 1)
    tomorrow = board_of(viewer, CITY, morning() + timedelta(days=1), now, 1000)
    assert tomorrow.done == 0
    assert len(board_of(viewer, CITY, morning(), now, 2).problems) == 2


def test_nothing_confidential_or_concealed_hangs_there(counted: list[Matter], cast: Cast) -> None:
    viewer, now = cast["city_peace_officer"].viewer, clock.now()
    for hidden in ({"confidentiality": 1, "concealed": False}, {"confidentiality": 0, "concealed": True}):
        Matter.objects.update(**hidden)
        told = board_of(viewer, CITY, morning(), now, 1000)
        assert (told.problems, told.open, told.came, told.late) == ([], 0, 0, 0)


def test_where_and_what_of_is_told_of_published_kinds_alone(counted: list[Matter], cast: Cast) -> None:
    viewer, now = cast["city_peace_officer"].viewer, clock.now()
    for kind, told in (("hazard", True), ("dispute", False)):
        Matter.objects.update(confidentiality=0, concealed=False, kind=kind, category="x")
        rows = board_of(viewer, CITY, morning(), now, 1000).problems
        assert rows
        assert all(bool(row.place) is bool(row.category) is told for row in rows)
