"""An institution's link goes to the mobile of who is in charge there, and only where that can be."""

import pytest
from pytest_django import Settings

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.workflow.verbs import verbs_over_lists
from sanling.foundation.days import today
from tests.city import TEST, VILLAGE
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, opened, walk
from tests.domain.subjects.helpers import put, said
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
PHONE = "+8615412345678"
OFFICER = "intake_officer"


def offered(cast: Cast, matter: Matter, who: str = OFFICER) -> bool:
    return "send_link" in {action.code for action in allowed_actions(cast[who].viewer, matter)}


def in_charge(matter: Matter, *, duty: str = "lead", phone: str = PHONE) -> None:
    charges = {matter.recognition.subject_id: {duty: InCharge("李建国", phone)}}
    put_charges(actor=TEST, charges=charges, on=today())


def test_it_is_recorded_to_whom_it_goes(recognition: Matter, cast: Cast, gateway: Gateway) -> None:
    in_charge(recognition)
    entry = act(cast[OFFICER].viewer, recognition, "send_link", {"to": "lead"})
    assert (entry.params["to"], entry.audience, recognition.state) == ("lead", "internal", "declaring")
    assert PHONE not in str(Entry.objects.values())
    assert "send_link" in verbs_over_lists()


@pytest.mark.parametrize("phone", ["", "+8637112345678"])
def test_without_a_mobile_of_that_duty_it_is_refused_in_words(
    recognition: Matter, cast: Cast, gateway: Gateway, phone: str
) -> None:
    in_charge(recognition, duty="liaison")
    in_charge(recognition, phone=phone)
    with pytest.raises(NotAllowed, match="手机号"):
        act(cast[OFFICER].viewer, recognition, "send_link", {"to": "lead"})
    act(cast[OFFICER].viewer, recognition, "send_link", {"to": "liaison"})


def test_without_a_gateway_it_is_refused_in_words(
    recognition: Matter, cast: Cast, settings: Settings
) -> None:
    settings.SMS_URL, settings.DEMO = "", False
    in_charge(recognition)
    assert not offered(cast, recognition)
    with pytest.raises(NotAllowed, match="没有短信网关"):
        act(cast[OFFICER].viewer, recognition, "send_link", {"to": "lead"})


def test_a_village_has_no_link_to_be_sent(recognising: None, cast: Cast, gateway: Gateway) -> None:
    (made,) = put(said(VILLAGE, "community", name="通信花园社区"))
    assert not offered(cast, opened(made.subject), "village_secretary")


def test_who_has_it_sends_it_three_times_and_nobody_else_once(
    recognition: Matter, cast: Cast, gateway: Gateway
) -> None:
    in_charge(recognition)
    for other in ("peace_officer", "sibling_township_intake", "department_clerk"):
        assert not offered(cast, recognition, other)
    for _time in range(3):
        act(cast[OFFICER].viewer, recognition, "send_link", {"to": "lead"})
    assert not offered(cast, recognition)
    walk(cast, recognition, "published")
    assert not offered(cast, recognition, "peace_officer")
