"""Jobs by the calendar: each has its hour and a lock, so that none is queued twice, and does what it says."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from procrastinate.contrib.django import app

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.delivery.limits import hit
from sanling.foundation.delivery.models import RateLimit
from sanling.foundation.delivery.sms import QUEUE
from sanling.processes import jobs
from tests.domain.matters.helpers import in_mediation

CALENDAR: Mapping[str, str] = {
    "retry_stalled": "*/2 * * * *",
    "release_what_is_over": "*/5 * * * *",
    "clear_rooms": "*/5 * * * *",
    "tell_of_yesterdays_appointments": "30 23 * * *",
    "remind_of_the_month_before": "30 0 * * *",
    "remind_of_casualties_to_update": "35 0 * * *",
    "remind_of_what_was_agreed": "40 0 * * *",
    "plan_revisits_of_what_was_settled": "45 0 * * *",
    "remind_of_sittings_to_come": "*/10 * * * *",
    "forget_finished": "17 3 * * *",
    "forget_short_lived": "27 3 * * *",
    "recompute_provisional": "47 3 * * *",
    "apply_retention": "57 3 * * *",
    "learn_categories": "27 18 * * *",
    "evaluate_this_and_last_month": "7 17 * * *",
}


def test_each_job_has_its_hour_and_no_two_of_the_night_begin_together() -> None:
    periodic = app.periodic_registry.periodic_tasks.values()
    found = {
        task.task.name.rpartition(".")[2]: task.cron
        for task in periodic
        if task.task.name.startswith("sanling.processes.jobs.")
    }
    assert found == CALENDAR
    nightly = [task.cron for task in periodic if " 3 * * *" in task.cron]
    assert len(set(nightly)) == len(nightly)


def test_none_is_queued_while_it_waits() -> None:
    locks = [app.tasks[f"sanling.processes.jobs.{name}"].queueing_lock for name in CALENDAR]
    assert all(locks)
    assert len(set(locks)) == len(locks)


class Manager:
    """A manager of jobs that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    async def get_stalled_jobs(self, *, seconds_since_heartbeat: int) -> list[str]:
        self.asked.append(seconds_since_heartbeat)
        return ["first", "second"]

    async def retry_job(self, job: str) -> None:
        self.asked.append(job)

    async def delete_old_jobs(self, **how: Any) -> None:
        self.asked.append(how)


def test_jobs_of_workers_that_died_are_taken_up_again() -> None:
    manager = Manager()
    context: Any = SimpleNamespace(app=SimpleNamespace(job_manager=manager))
    asyncio.run(jobs.retry_stalled.func(context, 0))
    assert manager.asked == [jobs.STALLED_AFTER_SECONDS, "first", "second"]


def test_finished_jobs_go_and_of_messages_the_failed_ones_too() -> None:
    manager = Manager()
    context: Any = SimpleNamespace(app=SimpleNamespace(job_manager=manager))
    asyncio.run(jobs.forget_finished.func(context, 0))
    hours = jobs.KEEP_FINISHED_JOBS_HOURS
    assert manager.asked == [{"nb_hours": hours}, {"nb_hours": hours, "queue": QUEUE, "include_failed": True}]


@pytest.mark.django_db
def test_what_a_post_left_behind_whose_day_is_over_goes_back(
    cast: dict[str, Player], workflows: None
) -> None:
    matter, post = in_mediation(cast), cast["mediator"].post
    Post.objects.filter(pk=post.pk).update(ends_at=clock.now() + timedelta(hours=1))
    jobs.release_what_is_over(timestamp=0)
    matter.refresh_from_db()
    assert matter.assignee_id == post.pk
    with clock.turned(shift=timedelta(hours=2)):
        jobs.release_what_is_over(timestamp=0)
    matter.refresh_from_db()
    assert matter.assignee_id is None


@pytest.mark.django_db
def test_what_is_short_lived_is_forgotten_by_night_when_it_is_over() -> None:
    hit(scope="test", key="somebody", limit=3, per=timedelta(hours=1))
    jobs.forget_short_lived(timestamp=0)
    assert RateLimit.objects.exists()
    with clock.turned(shift=timedelta(days=3)):
        jobs.forget_short_lived(timestamp=0)
    assert not RateLimit.objects.exists()
