"""Residents who agreed are told of each step of their matter once, in order, by day, and no more than does no harm."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.actions.agree_to_messages import agree_to_messages
from sanling.domain.matters.actions.register import PartyDetails, register
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.delivery.channels.base import NotSent
from sanling.foundation.delivery.channels.text_message import TextMessage
from sanling.processes.notices.actions.send_again import send_again
from sanling.processes.notices.dispatch import send_outgoing
from sanling.processes.notices.models import Outgoing
from sanling.processes.reactions import react, react_in_bulk
from tests.city import City
from tests.domain.matters.helpers import PHONE, act, against, picture, registered, report
from tests.messages import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows", "gateway")]
Cast = dict[str, Player]
NOON = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
NIGHT = NOON.replace(hour=23)


def agreeing(role: str = "applicant", phone: str = PHONE, *, agrees: bool = True) -> PartyDetails:
    """Return a party that agreed."""
    return PartyDetails(role=role, person=PersonDetails(name="王小明", phone=phone), messages=agrees)


def brought(**changes: object) -> Matter:
    """Register what somebody brought who agreed, and let all react."""
    matter = registered(**{"parties": [agreeing()], **changes}).matter
    react()
    return matter


def assign(cast: Cast, matter: Matter) -> None:
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})


def sent(gateway: Gateway) -> list[dict[str, str]]:
    """Let all react and go out, and return what did."""
    before = len(gateway.got)
    react()
    react_in_bulk()
    send_outgoing()
    return gateway.got[before:]


def test_each_step_is_told_once_by_number_and_stage_and_nothing_that_anybody_wrote(
    cast: Cast, gateway: Gateway
) -> None:
    with clock.turned(to=NOON):
        matter = brought()
        assert sent(gateway) == []
        assign(cast, matter)
        (message,) = sent(gateway)
        assert message["phone"] == f"+86{PHONE}"
        assert matter.number in message["text"]
        assert message["link"].endswith(f"/track/?number={matter.number}")
        assert not [
            word for word in (matter.title, matter.text, matter.place, "王小明") if word in str(message)
        ]
        assert sent(gateway) == []
        assert not Outgoing.objects.exists()


def test_who_did_not_agree_or_no_longer_does_is_told_nothing(cast: Cast, gateway: Gateway) -> None:
    with clock.turned(to=NOON):
        silent, stopped = brought(parties=[agreeing(agrees=False)]), brought(parties=[agreeing()])
        assign(cast, silent)
        assign(cast, stopped)
        react()
        assert Outgoing.objects.count() == 1
        agree_to_messages(actor=LinkActor(stopped.pk), city="4101", agrees=False)
        assert sent(gateway) == []
        agree_to_messages(actor=LinkActor(silent.pk), city="4101", agrees=True)
        act(cast["mediator"].viewer, silent, "sign_for")
        assert len(sent(gateway)) == 1


def test_only_the_partys_own_phone_in_that_matter_is_written_to_and_once(
    cast: Cast, gateway: Gateway
) -> None:
    with clock.turned(to=NOON):
        parties = [
            agreeing("respondent", "13900000001"),
            agreeing("witness", "13900000002"),
            agreeing(),
            agreeing("representative"),
        ]
        matter, other = brought(parties=parties), brought(parties=[agreeing(phone="13900000003")])
        assign(cast, matter)
        assert [message["phone"] for message in sent(gateway)] == [f"+86{PHONE}"]
        assert other.number not in str(gateway.got)


@pytest.mark.parametrize(
    ("kind", "category"), [("petition", "land"), ("security", "theft"), ("dispute", "marriage_family")]
)
def test_where_it_could_harm_only_that_there_is_news_is_told(
    cast: Cast, gateway: Gateway, kind: str, category: str
) -> None:
    with clock.turned(to=NOON):
        matter = register(
            actor=cast["intake_officer"].viewer,
            report=report(kind=kind, category=category, channel="phone", parties=[agreeing()]),
        ).matter
        told = sent(gateway)
        if not told:
            # Of the registration the link was told.
            assign(cast, matter)
            told = sent(gateway)
        (message,) = told
        assert message["text"] == "您有一条新消息，请凭您留存的链接，或编号和手机号查看："
        assert message["link"].endswith("/track/")


def test_what_became_confidential_meanwhile_is_told_less(cast: Cast, gateway: Gateway) -> None:
    with clock.turned(to=NOON):
        matter = brought()
        assign(cast, matter)
        react()
        Matter.objects.filter(pk=matter.pk).update(confidentiality=1)
        (message,) = sent(gateway)
        assert matter.number not in str(message)


def test_of_a_concealed_report_nothing_is_told(city: City, cast: Cast, gateway: Gateway) -> None:
    with clock.turned(to=NOON):
        parties = [
            PartyDetails(role="respondent", unit_id=city.centre("410105002").pk),
            agreeing("informant"),
        ]
        matter = against(city.centre("410105002").pk, parties=parties)
        act(
            cast["county_intake_officer"].viewer,
            matter,
            "refuse",
            {"cause": "outside", "reason": "不属受理范围"},
        )
        assert sent(gateway) == []
        assert not Outgoing.objects.exists()


def test_of_what_an_earlier_system_brought_nothing_is_told(cast: Cast, gateway: Gateway) -> None:
    with clock.turned(to=NOON):
        matter = brought()
        Matter.objects.filter(pk=matter.pk).update(earlier_number="A-1")
        assign(cast, matter)
        assert sent(gateway) == []


def test_at_night_nobody_is_written_to_however_late_a_message_comes(cast: Cast, gateway: Gateway) -> None:
    with clock.turned(to=NIGHT):
        matter = brought()
        assign(cast, matter)
        assert sent(gateway) == []
    with clock.turned(to=NIGHT + timedelta(hours=9, minutes=1)):
        assert len(sent(gateway)) == 1
    with clock.turned(to=NIGHT - timedelta(hours=2, minutes=1)):
        act(cast["mediator"].viewer, matter, "sign_for")
        react()
    with clock.turned(to=NIGHT):
        assert sent(gateway) == []
        row = Outgoing.objects.get()
        assert (row.attempts, row.due_at) == (0, (NIGHT + timedelta(hours=9)))


def test_what_comes_late_joins_what_came_after_and_says_where_the_matter_stands_by_then(
    cast: Cast, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.turned(to=NOON), monkeypatch.context() as away:

        def refuse(*_args: object) -> None:
            raise NotSent("a.test answered 500")

        away.setattr(TextMessage, "send", refuse)
        matter = brought()
        assign(cast, matter)
        assert sent(gateway) == []
    with clock.turned(to=NOON + timedelta(seconds=5)):
        act(cast["mediator"].viewer, matter, "sign_for")
        (message,) = sent(gateway)
        assert "调解" in message["text"]
        assert not Outgoing.objects.exists()


def test_nothing_of_a_party_goes_out_while_another_message_to_it_is_on_its_way(
    cast: Cast, gateway: Gateway
) -> None:
    with clock.turned(to=NOON):
        matter = brought()
        assign(cast, matter)
        react()
        Outgoing.objects.update(taken_until=NOON + timedelta(minutes=1))
        act(cast["mediator"].viewer, matter, "sign_for")
        assert sent(gateway) == []
    with clock.turned(to=NOON + timedelta(minutes=2)):
        assert len(sent(gateway)) == 1


def test_a_result_is_told_as_such_unless_it_was_taken_up_again(cast: Cast, gateway: Gateway) -> None:
    with clock.turned(to=NOON):
        matter = brought()
        assign(cast, matter)
        act(cast["mediator"].viewer, matter, "sign_for")
        act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "好"}, [picture()])
        (message,) = sent(gateway)
        assert "有结果了" in message["text"]


def test_what_was_given_up_is_sent_again_by_the_administrators_of_the_place(
    cast: Cast, gateway: Gateway
) -> None:
    with clock.turned(to=NOON):
        matter = brought()
        assign(cast, matter)
        react()
        Outgoing.objects.update(failed_at=NOON, attempts=6)
        assert sent(gateway) == []
        row = Outgoing.objects.get()
        assert send_again(actor=cast["administrator"].viewer, keys=[row.pk]) == 1
        assert len(sent(gateway)) == 1


def test_whose_identity_was_forgotten_is_told_nothing(cast: Cast, gateway: Gateway) -> None:
    with clock.turned(to=NOON):
        matter = brought()
        assign(cast, matter)
        react()
        Party.objects.filter(matter=matter).update(phone="", phone_index=None)
        assert sent(gateway) == []
