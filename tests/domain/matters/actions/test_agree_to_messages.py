"""Whoever holds a matter agrees to messages and takes it back, each recorded once; nobody does so for another."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.actions.agree_to_messages import agree_to_messages
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Party
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.index import blind_index
from tests.domain.matters.helpers import PHONE, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.fixture
def matter() -> Matter:
    parties = [
        PartyDetails(role="applicant", person=PersonDetails(name="王小明", phone=PHONE)),
        PartyDetails(role="guardian", person=PersonDetails(name="王大明", phone="13900000002")),
        PartyDetails(role="respondent", person=PersonDetails(name="李四", phone="13900000001")),
        PartyDetails(role="representative", person=PersonDetails(name="赵六", phone="037112345678")),
    ]
    return registered(parties=parties).matter


def agreed() -> list[str]:
    return list(
        Party.objects.exclude(agreed_to_messages_at=None).order_by("pk").values_list("role", flat=True)
    )


def test_by_the_link_all_own_mobiles_are_meant_and_each_change_is_recorded_once(matter: Matter) -> None:
    actor = LinkActor(matter.pk)
    assert agree_to_messages(actor=actor, city="4101", agrees=True) == 2
    assert agree_to_messages(actor=actor, city="4101", agrees=True) == 0
    assert agreed() == ["applicant", "guardian"]
    assert agree_to_messages(actor=actor, city="4101", agrees=False) == 2
    assert agreed() == []
    acts = AuditRow.objects.filter(act__startswith="matter.messages").order_by("pk")
    assert [row.act for row in acts] == ["matter.messages_agreed", "matter.messages_refused"]


def test_by_a_proved_phone_that_phone_alone_is_meant(matter: Matter) -> None:
    actor = LinkActor(matter.pk, phone_index=blind_index("phone", f"+86{PHONE}"))
    assert agree_to_messages(actor=actor, city="4101", agrees=True) == 1
    assert agreed() == ["applicant"]


def test_a_link_that_only_shows_agrees_to_nothing(matter: Matter) -> None:
    with pytest.raises(PermissionDenied):
        agree_to_messages(actor=LinkActor(matter.pk, acts=False), city="4101", agrees=True)
    assert agreed() == []
