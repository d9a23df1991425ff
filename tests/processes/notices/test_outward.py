"""Staff are told outside the desk what the profile says, of what they may open when the message is due."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils.timezone import localtime
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sanling.domain.matters.models import Matter
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.delivery.config import Audience, DeliveryPart, Quiet, Told
from sanling.foundation.labels import Label
from sanling.processes.notices import outward
from sanling.processes.notices.dispatch import send_outgoing
from sanling.processes.notices.models import Outgoing
from tests.messages import Gateway
from tests.processes.notices.conftest import ASSIGNED, PHONE, Telling, assigned

Cast = dict[str, Player]


@pytest.mark.django_db
def test_an_assigned_matter_is_told_by_number_and_link_alone(
    cast: Cast, workflows: None, by_sms: Gateway
) -> None:
    matter = assigned(cast)
    assert send_outgoing() == 1
    (message,) = by_sms.got
    assert message["text"] == f"{matter.number} 已分派给您。"
    assert message["link"].endswith(f"/desk/matters/{matter.number}/")
    assert message["phone"] == PHONE
    assert matter.title not in str(message)
    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_who_may_no_longer_open_the_matter_is_told_nothing(
    cast: Cast, workflows: None, by_sms: Gateway
) -> None:
    assigned(cast)
    end_post(actor=SystemActor("test"), post_id=cast["mediator"].post.pk)
    send_outgoing()
    assert by_sms.got == []
    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_nothing_is_queued_where_no_channel_is_set_up(cast: Cast, workflows: None, telling: Telling) -> None:
    telling(Audience(told=(ASSIGNED,)))
    assigned(cast)
    assert not Outgoing.objects.exists()


@pytest.mark.django_db
def test_what_is_due_together_is_one_message_that_names_the_first_few(
    cast: Cast, workflows: None, by_sms: Gateway
) -> None:
    numbers = [assigned(cast).number for _again in range(5)]
    assert send_outgoing() == 1
    (message,) = by_sms.got
    assert message["text"] == f"有 5 件事项待您查看：{', '.join(numbers[:3])}…。请登录办理。"
    assert message["link"].endswith("/desk/")


@pytest.mark.django_db
def test_of_several_due_together_only_those_are_told_that_may_still_be_opened(
    cast: Cast, workflows: None, by_sms: Gateway
) -> None:
    kept, gone = assigned(cast), assigned(cast)
    Matter.objects.filter(pk=gone.pk).update(assignee=None, confidentiality=2)
    send_outgoing()
    (message,) = by_sms.got
    assert kept.number in message["text"]
    assert gone.number not in message["text"]


@pytest.mark.django_db
@pytest.mark.parametrize(("urgent", "waits"), [(False, True), (True, False)])
def test_who_wants_notices_bundled_waits_for_the_next_time_unless_one_is_urgent(
    cast: Cast, workflows: None, by_sms: Gateway, telling: Telling, urgent: bool, waits: bool
) -> None:
    rule = ASSIGNED.model_copy(update={"urgent": urgent})
    telling(Audience(told=(rule,), bundles=(time(9), time(15))))
    User.objects.filter(pk=cast["mediator"].user.pk).update(bundled=True)
    assigned(cast)
    row = Outgoing.objects.get()
    assert (row.due_at > row.created_at) is waits
    assert not waits or localtime(row.due_at).time() in {time(9), time(15)}


NIGHT = Audience(told=(ASSIGNED,), quiet=Quiet(begins=time(21), ends=time(8)))
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(INSTANTS)
def test_what_comes_about_at_night_waits_for_the_morning_unless_it_is_urgent(at: datetime) -> None:
    due = NIGHT.due(ASSIGNED, at)
    local = localtime(due)
    assert timedelta() <= due - at <= timedelta(hours=11)
    assert 8 <= local.hour < 21
    assert NIGHT.due(ASSIGNED.model_copy(update={"urgent": True}), at) == at


@pytest.mark.parametrize("text", ["{title}", "{number.__class__}", "{", "{0}"])
def test_a_text_names_a_number_and_nothing_else(text: str) -> None:
    with pytest.raises(ValidationError):
        Told(event="matter.assigned", channels=("sms",), text=Label(zh=text, en=text))


def test_an_audience_of_a_profile_is_read_with_its_bundles() -> None:
    part = DeliveryPart.model_validate({"staff": {"bundles": [time(9)], "told": []}})
    assert part.staff.bundles == (time(9),)
    assert outward.part_of("4101").staff.told
