"""A deadline on a guessed schedule moves when the schedule is known, and only then."""

from datetime import UTC, datetime

import pytest

from sanling.domain.matters.models import Clock, ClockChange, Entry
from sanling.domain.matters.recompute import recompute
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db

BEYOND = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)


def test_a_provisional_deadline_that_rests_on_nothing_new_stays(
    cast: dict[str, Player], workflows: None
) -> None:
    with clock.turned(to=BEYOND):
        registered(kind="petition")
    assert Clock.objects.filter(provisional=True).exists()
    assert recompute() == 0
    assert not ClockChange.objects.exists()


def test_a_deadline_that_the_schedule_moves_is_recorded_with_its_entry(
    cast: dict[str, Player], workflows: None
) -> None:
    with clock.turned(to=BEYOND):
        matter = registered(kind="petition").matter
    moved = Clock.objects.filter(matter=matter, provisional=True).earliest("pk")
    right = moved.due_at
    wrong = datetime(2027, 12, 31, 16, 0, tzinfo=UTC)
    Clock.objects.filter(pk=moved.pk).update(due_at=wrong)

    assert recompute() == 1

    moved.refresh_from_db()
    assert moved.due_at == right
    change = ClockChange.objects.get(clock=moved)
    assert (change.was_due_at, change.due_at) == (wrong, right)
    assert Entry.objects.get(pk=change.entry_id).code == "clock_recomputed"
