"""The worker writes to residents: a code where the phone is their own, the link of what staff registered, no more."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sanling.domain.matters.actions.register import register
from sanling.domain.matters.holders import by_token
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.links import by_link
from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.foundation.days import today
from sanling.processes.messages import HadItsShare, ask_code, send_link_job, send_own_link_job
from sanling.processes.reactions import react
from tests.city import TEST, City
from tests.domain.matters.helpers import act, registered, report
from tests.domain.recognition.yearly import company, opened
from tests.messages import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
OWN, OTHER = "+8613800000000", "+8613900000001"


def test_a_code_goes_to_the_phone_under_which_the_matter_was_brought(gateway: Gateway) -> None:
    number = registered().matter.number
    ask_code(number=number, phone=OWN)
    (sent,) = gateway.work()
    assert sent["phone"] == OWN
    assert sent["code"]


@pytest.mark.parametrize("phone", [OTHER, "+8637165500000"])
def test_nobody_else_gets_one_and_asking_leaves_the_same_trace(gateway: Gateway, phone: str) -> None:
    number = registered().matter.number
    ask_code(number=number, phone=OWN)
    gateway.work()
    ask_code(number=number, phone=phone)
    ask_code(number="ZZ-260601-99999-X", phone=OWN)
    assert gateway.work() == []
    jobs = ProcrastinateJob.objects.filter(task_name__endswith="send_code_job")
    assert jobs.count() == 3
    # What was asked is sealed: the queue tells neither number nor phone.
    assert all(number not in str(job.args) and "138" not in str(job.args) for job in jobs)


def test_the_link_of_what_staff_registered_is_made_when_it_is_sent_and_opens_the_matter(
    cast: dict[str, Player], gateway: Gateway
) -> None:
    made = register(actor=cast["intake_officer"].viewer, report=report(channel="visit"))
    send_link_job.func(matter_id=made.matter.pk)
    (sent,) = gateway.work()
    assert (sent["phone"], sent["number"]) == (OWN, made.matter.number)
    token = sent["link"].rstrip("/").rpartition("/")[2]
    held = by_token(token)
    assert held
    assert held.actor.acts
    shown = by_token(made.token)
    assert shown
    assert not shown.actor.acts


def test_a_resident_who_has_the_link_gets_none_and_keeps_theirs(gateway: Gateway) -> None:
    made = registered()
    send_link_job.func(matter_id=made.matter.pk)
    send_link_job.func(matter_id=made.matter.pk + 1000)
    assert gateway.work() == []
    held = by_token(made.token)
    assert held
    assert held.actor.acts


def test_an_institutions_own_link_goes_to_who_is_in_charge_and_opens_its_page(
    city: City, cast: dict[str, Player], gateway: Gateway
) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    matter = opened(company())
    put_charges(
        actor=TEST, charges={matter.recognition.subject_id: {"lead": InCharge("李建国", OTHER)}}, on=today()
    )
    react()
    gateway.work()
    officer = cast["intake_officer"]
    entry = act(officer.viewer, matter, "send_link", {"to": "lead"})
    react()
    (sent,) = gateway.work()
    assert (sent["phone"], sent["number"]) == (OTHER, matter.number)
    found = by_link(*sent["link"].rstrip("/").split("/")[-2:])
    assert found is not None
    assert (found[0].matter, found[1]) == (matter, officer.post.pk)
    with pytest.raises(HadItsShare):
        send_own_link_job(entry_id=entry.pk)
