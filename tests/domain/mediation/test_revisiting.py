"""Which revisits follow a settled dispute, and that each is planned and reminded of once."""

from datetime import datetime, timedelta

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.revisiting import days_after, revisits_of
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today
from sanling.foundation.delivery.models import Notice
from sanling.processes.revisits import plan_and_remind
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.revisits import settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_days_follow_from_the_day_in_china_on_which_it_was_settled(cast: Cast) -> None:
    matter = settled(cast)
    matter.resolved_at = datetime(2026, 3, 1, 0, 0, tzinfo=CHINA)
    assert [f"{day}" for day in days_after(matter)] == ["2026-03-08", "2026-03-31", "2026-05-30"]
    matter.resolved_at -= timedelta(seconds=1)
    assert f"{days_after(matter)[0]}" == "2026-03-07"
    matter.outcome = "unsuccessful"
    assert days_after(matter) == []


def test_each_is_planned_and_reminded_of_once(cast: Cast) -> None:
    settled(cast)
    assert plan_and_remind(today()) == (3, 0)
    assert plan_and_remind(today()) == (0, 0)
    week = today() + timedelta(days=7)
    assert [plan_and_remind(day)[1] for day in (week - timedelta(days=1), week, week)] == [0, 1, 0]
    notice = Notice.objects.get(code="mediation.revisit")
    assert notice.recipient == f"post:{cast['mediator'].post.pk}"
    # A worker that slept reminds of what came due meanwhile.
    assert plan_and_remind(week + timedelta(days=25))[1] == 1


def test_what_was_opened_again_is_revisited_once_it_is_settled_again(cast: Cast) -> None:
    matter = settled(cast)
    plan_and_remind(today())
    Matter.objects.filter(pk=matter.pk).update(resolved_at=None, outcome="")
    assert revisits_of(cast["mediator"].viewer, matter) == []
    assert plan_and_remind(today() + timedelta(days=7)) == (0, 0)
    Matter.objects.filter(pk=matter.pk).update(resolved_at=clock.now(), outcome="settled")
    assert plan_and_remind(today())[0] == 3
    assert len(revisits_of(cast["mediator"].viewer, matter)) == 3
