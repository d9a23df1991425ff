"""Who works on a matter is not its party: neither by a link that was shown, nor signed in, nor by their own phone."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.impartial import AT_WORK, OWN_PHONE, SHOWN, why_no_party
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation.accounts.models import User
from sanling.foundation.privacy.index import blind_index
from tests.domain.matters.helpers import PHONE, act, in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def test_the_resident_is_the_party() -> None:
    matter = registered().matter
    assert why_no_party(LinkActor(matter.pk), matter) is None
    assert why_no_party(LinkActor(matter.pk, phone_index=blind_index("phone", PHONE)), matter) is None


def test_a_link_that_was_shown_is_nobodys_to_act_by(cast: Cast) -> None:
    matter = registered().matter
    assert why_no_party(LinkActor(matter.pk, acts=False), matter) is SHOWN


def test_staff_who_are_signed_in_are_no_party_where_they_or_their_unit_had_a_part(cast: Cast) -> None:
    matter = in_mediation(cast)
    why = {
        who: why_no_party(LinkActor(matter.pk, user_id=cast[who].user.pk), matter)
        for who in ("intake_officer", "mediator", "centre_director", "sibling_county_intake")
    }
    # The director's centre took part though the director did nothing; elsewhere somebody is a resident like any.
    assert why == {
        "intake_officer": AT_WORK,
        "mediator": AT_WORK,
        "centre_director": AT_WORK,
        "sibling_county_intake": None,
    }


def phone_of(player: Player, phone: str) -> None:
    User.objects.filter(pk=player.user.pk).update(phone=phone)


def brought_under(*phones: str) -> Matter:
    parties = [PartyDetails(role="applicant", person=PersonDetails(phone=phone)) for phone in phones]
    return registered(parties=parties).matter


def test_a_matter_under_the_phone_of_who_worked_on_it_has_no_party_that_acts(cast: Cast) -> None:
    phone_of(cast["intake_officer"], "+8613800000000")
    matter = brought_under(PHONE)
    assert why_no_party(LinkActor(matter.pk), matter) is None
    act(cast["intake_officer"].viewer, matter, "accept")
    assert why_no_party(LinkActor(matter.pk), matter) is OWN_PHONE


def test_where_a_resident_left_a_phone_too_only_the_workers_own_is_no_partys(cast: Cast) -> None:
    phone_of(cast["intake_officer"], "+8613800000000")
    matter = brought_under(PHONE, "13900000001")
    act(cast["intake_officer"].viewer, matter, "accept")
    assert why_no_party(LinkActor(matter.pk), matter) is None
    for phone, why in ((PHONE, OWN_PHONE), ("13900000001", None)):
        proved = LinkActor(matter.pk, phone_index=blind_index("phone", phone))
        assert why_no_party(proved, matter) is why


def test_where_no_phone_was_left_nobodys_can_be_the_same(cast: Cast) -> None:
    phone_of(cast["intake_officer"], "+8613800000000")
    matter = registered(parties=[], channel="letter").matter
    act(cast["intake_officer"].viewer, matter, "accept")
    assert why_no_party(LinkActor(matter.pk), matter) is None
