"""Who is in charge of what at a subject, from a day on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.put_charges import InCharge, TooEarly, put_charges
from sanling.domain.subjects.models import Charge
from sanling.domain.subjects.queries import lasting_on, posts_in_charge
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import TEST, VILLAGE, City
from tests.domain.subjects.helpers import HOSPITAL, put, said, school

pytestmark = pytest.mark.django_db
NOW = today()
PHONE = "+8613800000000"


def test_who_follows_somebody_is_in_charge_from_then_on_and_the_formers_phone_is_forgotten(
    city: City,
) -> None:
    made, before = school(), NOW - timedelta(days=9)
    put_charges(actor=TEST, charges={made.pk: {"lead": InCharge("李校长", PHONE)}}, on=before)
    put_charges(actor=TEST, charges={made.pk: {"lead": InCharge("王校长", PHONE)}}, on=NOW)
    assert [(charge.name, charge.phone) for charge in Charge.objects.order_by("pk")] == [
        ("李校长", ""),
        ("王校长", PHONE),
    ]
    assert Charge.objects.get(lasting_on(before)).name == "李校长"
    assert AuditRow.objects.filter(act="subject.charge").count() == 2


def test_of_subjects_that_the_same_act_added_the_log_tells_that_alone(city: City) -> None:
    made, other = school(), put(said(HOSPITAL))[0].subject
    charges = {subject.pk: {"lead": InCharge("李校长", PHONE)} for subject in (made, other)}
    assert put_charges(actor=TEST, charges=charges, on=NOW, added={made.pk}) == {made.pk, other.pk}
    assert [row.subject for row in AuditRow.objects.filter(act="subject.charge")] == [f"subject:{other.pk}"]


def test_what_is_said_again_changes_nothing_and_a_phone_that_is_not_said_stays(city: City) -> None:
    made = school()
    for person in (InCharge("李校长", PHONE), InCharge("李校长", PHONE), InCharge("李校长", None)):
        put_charges(actor=TEST, charges={made.pk: {"lead": person}}, on=NOW)
    assert Charge.objects.get().phone == PHONE


def test_nobody_follows_who_is_taken_out(city: City) -> None:
    made = school()
    put_charges(actor=TEST, charges={made.pk: {"lead": InCharge("李校长", PHONE)}}, on=NOW)
    assert put_charges(actor=TEST, charges={made.pk: {"lead": InCharge()}}, on=NOW) == {made.pk}
    assert put_charges(actor=TEST, charges={made.pk: {"lead": InCharge()}}, on=NOW) == set()
    assert not Charge.objects.filter(ends_on=None).exists()


def test_only_who_keeps_a_subject_says_who_is_in_charge(cast: dict[str, Player]) -> None:
    made = school()
    person = {made.pk: {"lead": InCharge("李校长")}}
    with pytest.raises(PermissionDenied):
        put_charges(actor=cast["department_clerk"].viewer, charges=person, on=NOW)
    assert put_charges(actor=cast["liaison"].viewer, charges=person, on=NOW)


def test_at_a_village_its_posts_have_the_duties_where_nobody_else_is_named(cast: dict[str, Player]) -> None:
    (village,) = put(said(VILLAGE, "community", name="通信花园社区"))
    found = posts_in_charge(village.subject, but=["safety"])
    assert {duty: post.name for duty, post in found.items()} == {
        "lead": cast["village_secretary"].post.name,
        "petitions": cast["petition_agent"].post.name,
        "police": cast["community_police"].post.name,
        "liaison": cast["liaison"].post.name,
    }
    assert posts_in_charge(school()) == {}


def test_nobody_is_in_charge_from_a_day_before_those_who_are_known(city: City) -> None:
    made = school()
    put_charges(actor=TEST, charges={made.pk: {"lead": InCharge("李校长")}}, on=NOW)
    for person in (InCharge("王校长"), InCharge()):
        with pytest.raises(TooEarly) as early:
            put_charges(actor=TEST, charges={made.pk: {"lead": person}}, on=NOW - timedelta(days=1))
        assert early.value.day == NOW
    put_charges(actor=TEST, charges={made.pk: {"safety": InCharge("王校长")}}, on=NOW - timedelta(days=1))
    put_charges(actor=TEST, charges={made.pk: {"lead": InCharge()}}, on=NOW)
    with pytest.raises(TooEarly):
        put_charges(actor=TEST, charges={made.pk: {"lead": InCharge("王校长")}}, on=NOW - timedelta(days=1))
