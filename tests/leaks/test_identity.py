"""The leak matrix, identity: what was said in one matter shows, opens and tells nothing in another."""

from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.matters.actions.register import PartyDetails, register
from sanling.domain.matters.holders import of_phone
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.privacy.index import blind_index
from sanling.interfaces.portal.matters.door import SESSION
from tests.city import CITY, COUNTY, VILLAGE, City
from tests.domain.matters.helpers import registered, report

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]

# Of nobody: no area has these digits.
NUMBER = "999999199001010016"
HER_PHONE, HIS_PHONE = "13800000001", "13900000009"
VICTIM = PersonDetails(name="李秀英", phone=HER_PHONE, citizen_number=NUMBER, address="三号楼二单元 501")


def brought_by(person: PersonDetails, player: Player | None = None, **changes: object) -> Matter:
    """Register a matter of a person, by a member of the cast or as the resident does it."""
    parties = [PartyDetails(role="applicant", person=person)]
    if player is None:
        return registered(parties=parties, **changes).matter
    usual = {"channel": "found", "parties": parties, "division": player.viewer.own.paths[0]}
    return register(actor=player.viewer, report=report(**{**usual, **changes})).matter


def signed_in(player: Player) -> Client:
    browser = Client()
    browser.force_login(player.user)
    return browser


def opened_by(phone: str) -> set[str]:
    """Return the numbers of the matters that a proved phone opens."""
    found = of_phone(city=CITY, phone_index=blind_index("phone", phone))
    return set(found.values_list("number", flat=True))


def shown_in_full(player: Player, matter: Matter) -> str:
    """Return the page on which somebody reads the applicant of a matter after saying why."""
    party = Party.objects.get(matter=matter, role="applicant")
    page = signed_in(player).post(
        f"/desk/matters/{matter.number}/parties/{party.pk}/", {"purpose": "核实身份"}
    )
    assert page.status_code == 200
    return page.content.decode()


def test_a_phone_planted_beside_a_victims_citizen_number_shows_and_opens_nothing_of_the_victims(
    cast: Cast, workflows: None
) -> None:
    planted = PersonDetails(name="假名字", phone=HIS_PHONE, citizen_number=NUMBER)
    his = brought_by(planted, cast["grid_worker"])
    hers = brought_by(VICTIM, kind="petition", channel="visit")

    assert opened_by(HIS_PHONE) == {his.number}
    assert opened_by(HER_PHONE) == {hers.number}
    page = shown_in_full(cast["petition_officer"], hers)
    for said in ("李秀英", f"+86{HER_PHONE}", NUMBER, "三号楼二单元 501"):
        assert said in page
    assert "假名字" not in page
    assert HIS_PHONE not in page


def test_a_mistyped_or_given_up_phone_opens_only_the_matter_in_which_it_was_said(
    cast: Cast, workflows: None
) -> None:
    mistyped = brought_by(PersonDetails(name="李秀英", phone=HIS_PHONE, citizen_number=NUMBER))
    later = brought_by(VICTIM)
    assert opened_by(HIS_PHONE) == {mistyped.number}
    assert opened_by(HER_PHONE) == {later.number}


def test_a_proved_phone_lists_and_opens_only_matters_in_which_it_was_left(
    cast: Cast, workflows: None
) -> None:
    his = brought_by(PersonDetails(phone=HIS_PHONE, citizen_number=NUMBER), cast["grid_worker"])
    hers = brought_by(VICTIM)
    browser = Client()
    session = browser.session
    until = (clock.now() + timedelta(hours=1)).isoformat()
    session[SESSION] = {"index": blind_index("phone", HIS_PHONE).hex(), "until": until}
    session.save()
    listed = browser.get("/mine/").content.decode()
    assert his.number in listed
    assert hers.number not in listed
    assert browser.get(f"/mine/{his.number}/").status_code == 200
    assert browser.get(f"/mine/{hers.number}/").status_code == 404


@pytest.mark.parametrize(
    "known",
    [PersonDetails(citizen_number=NUMBER), PersonDetails(name="李秀英", phone=HER_PHONE)],
    ids=["citizen number alone", "name and phone"],
)
def test_who_registers_by_a_number_reads_nothing_that_another_county_stored(
    city: City, cast: Cast, workflows: None, known: PersonDetails
) -> None:
    brought_by(VICTIM, division="410104003001")
    mine = brought_by(known, cast["intake_officer"], division=VILLAGE)
    assert COUNTY in mine.division_id
    page = shown_in_full(cast["intake_officer"], mine)
    for stored in {"李秀英", HER_PHONE, NUMBER, "三号楼二单元"} - {*vars(known).values()}:
        assert stored not in page


def test_who_sees_masks_gets_no_mask_of_what_only_another_matter_knew(cast: Cast, workflows: None) -> None:
    brought_by(VICTIM, division="410104003001")
    mine = brought_by(PersonDetails(citizen_number=NUMBER), cast["grid_worker"])
    page = signed_in(cast["grid_worker"]).get(f"/desk/matters/{mine.number}/").content.decode()
    assert "9999**********" in page
    for mask in ("李**", "138****0001", "三号楼"):
        assert mask not in page.replace(mine.place, "")


def test_what_is_typed_is_kept_though_the_number_was_known_by_another_name(
    cast: Cast, workflows: None
) -> None:
    brought_by(VICTIM)
    married = PersonDetails(
        name="李秀英（曾用名李秀）", phone="13700000007", citizen_number=NUMBER, address="五号楼 102"
    )
    again = brought_by(married, cast["intake_officer"])
    party = Party.objects.get(matter=again)
    said = PersonDetails(party.name, party.phone, party.citizen_number, party.address)
    assert said == PersonDetails(married.name, "+8613700000007", NUMBER, "五号楼 102")
