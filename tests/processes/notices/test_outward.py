"""Staff are told outside the desk what the profile says, of what they may open when the message is due."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob
from pydantic import ValidationError

from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.delivery.channels.base import NotSent
from sanling.foundation.delivery.channels.text_message import TextMessage
from sanling.foundation.delivery.config import Audience, Quiet, Told
from sanling.foundation.labels import Label
from sanling.processes.notices import outward
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, registered
from tests.messages import Gateway

Cast = dict[str, Player]
PHONE = "+8613812340099"
RULE = Told(
    event="matter.assigned",
    channels=("sms",),
    text=Label(zh="{number} 已分派给您。", en="{number} is yours."),
)


@pytest.fixture
def by_sms(cast: Cast, monkeypatch: pytest.MonkeyPatch, gateway: Gateway) -> Gateway:
    User.objects.filter(pk=cast["mediator"].user.pk).update(phone=PHONE)
    monkeypatch.setattr(outward, "_staff", lambda _division: Audience(told=(RULE,)))
    return gateway


def told(gateway: Gateway) -> list[dict[str, Any]]:
    return [message for message in gateway.work() if "text" in message]


@pytest.mark.django_db
def test_an_assigned_matter_is_told_by_number_and_link_alone(
    cast: Cast, workflows: None, by_sms: Gateway
) -> None:
    matter, mediator = registered().matter, cast["mediator"]
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": mediator.post.pk})
    react()
    (message,) = told(by_sms)
    assert message["text"] == f"{matter.number} 已分派给您。"
    assert message["link"].endswith(f"/desk/matters/{matter.number}/")
    assert message["phone"] == PHONE
    assert matter.title not in str(message)


@pytest.mark.django_db
def test_who_may_no_longer_open_the_matter_is_told_nothing(
    cast: Cast, workflows: None, by_sms: Gateway
) -> None:
    matter, mediator = registered().matter, cast["mediator"]
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": mediator.post.pk})
    react()
    end_post(actor=SystemActor("test"), post_id=mediator.post.pk)
    assert told(by_sms) == []
    assert ProcrastinateJob.objects.filter(task_name=outward.tell_job.name).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("lasting", [True, False])
def test_what_fails_is_tried_again_unless_it_is_for_good(
    cast: Cast, workflows: None, by_sms: Gateway, monkeypatch: pytest.MonkeyPatch, lasting: bool
) -> None:
    def refuse(_channel: object, _message: object) -> None:
        raise NotSent("no", lasting=lasting)

    monkeypatch.setattr(TextMessage, "send", refuse)
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    react()
    job = ProcrastinateJob.objects.filter(task_name=outward.tell_job.name).get()
    with pytest.raises(Exception) as failed:
        outward.tell_job(**job.args)
    retried = {error for error in outward.RETRIES.retry_exceptions or () if isinstance(failed.value, error)}
    assert bool(retried) is not lasting


@pytest.mark.django_db
def test_nothing_is_queued_where_no_channel_is_set_up(cast: Cast, workflows: None) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    react()
    assert not ProcrastinateJob.objects.filter(task_name=outward.tell_job.name).exists()


NIGHT = Audience(told=(RULE,), quiet=Quiet(begins=time(21), ends=time(8)))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(INSTANTS)
def test_what_comes_about_at_night_waits_for_the_morning_unless_it_is_urgent(at: datetime) -> None:
    due = NIGHT.due(RULE, at)
    local = localtime(due)
    assert timedelta() <= due - at <= timedelta(hours=11)
    assert 8 <= local.hour < 21
    assert NIGHT.due(RULE.model_copy(update={"urgent": True}), at) == at


@pytest.mark.parametrize("text", ["{title}", "{number.__class__}", "{", "{0}"])
def test_a_text_names_a_number_and_nothing_else(text: str) -> None:
    with pytest.raises(ValidationError):
        Told(event="matter.assigned", channels=("sms",), text=Label(zh=text, en=text))
