"""Duty is arranged for days to come, to posts that are held there then, by who may; each change is recorded."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.arrange_duty import arrange_duty
from sanling.domain.people.cast import Player
from sanling.domain.people.models import DutyDay, Post
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import midnight, today
from tests.city import TEST

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
DAY = timedelta(days=1)


def test_each_changed_day_is_a_row_and_one_audit_row_tells_them(cast: Cast) -> None:
    director, officer = cast["centre_director"], cast["intake_officer"].post
    days = {today() + nth * DAY: officer.pk for nth in range(7)}
    assert len(arrange_duty(actor=director.viewer, unit_id=officer.unit_id, days=days)) == 7
    assert not arrange_duty(actor=director.viewer, unit_id=officer.unit_id, days=days)
    changed = {today(): director.post.pk, today() + DAY: None}
    arrange_duty(actor=director.viewer, unit_id=officer.unit_id, days=days | changed)
    assert DutyDay.objects.count() == 9
    detail = AuditRow.objects.filter(act="unit.arrange_duty").order_by("-pk")[0].detail
    assert detail["days"] == {
        f"{today()}": [officer.pk, director.post.pk],
        f"{today() + DAY}": [officer.pk, None],
    }


def test_days_that_are_over_and_posts_that_are_not_held_there_then_are_refused_together(cast: Cast) -> None:
    officer, elsewhere = cast["intake_officer"].post, cast["village_secretary"].post
    Post.objects.filter(pk=officer.pk).update(ends_at=midnight(today() + 2 * DAY))
    days = {today() - DAY: officer.pk, today() + DAY: officer.pk, today() + 2 * DAY: officer.pk}
    with pytest.raises(ValidationError) as error:
        arrange_duty(actor=TEST, unit_id=officer.unit_id, days=days | {today(): elsewhere.pk})
    refused = {today() - DAY, today(), today() + 2 * DAY}
    assert set(error.value.message_dict) == {f"{day}" for day in refused}
    assert not DutyDay.objects.exists()


def test_whoever_does_not_arrange_it_is_refused(cast: Cast) -> None:
    officer = cast["intake_officer"]
    with pytest.raises(PermissionDenied):
        arrange_duty(actor=officer.viewer, unit_id=officer.post.unit_id, days={today(): officer.post.pk})
