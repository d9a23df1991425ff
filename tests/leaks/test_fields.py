"""The leak matrix, fields: who brought a matter is read in full, masked or not at all, and nowhere otherwise."""

from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.matters.access import identity_of, matters_of_person
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.queries import find_matter
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.privacy.index import blind_index
from tests.city import TEST, City
from tests.domain.matters.helpers import PHONE, registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
WANG = PersonDetails(name="王小明", phone=PHONE, address="三号楼二单元 501")


def matter_by(role: str, kind: str = "dispute", respondent: int | None = None) -> Matter:
    """Register a matter in which 王小明 stands in a role."""
    parties = [PartyDetails(role=role, person=WANG)]
    if respondent:
        parties.append(PartyDetails(role="respondent", unit_id=respondent))
    return registered(kind=kind, parties=parties).matter


def access(player: Player, matter: Matter) -> str:
    """Return how a member of the cast reads the one person of a matter that it sees."""
    found = find_matter(player.viewer, matter.number)
    assert found is not None
    party = next(party for party in found.parties.all() if party.is_person)
    return identity_of(player.viewer, found, party)


@pytest.mark.parametrize(
    ("kind", "role", "who", "expected"),
    [
        ("dispute", "applicant", "intake_officer", "full"),
        ("dispute", "applicant", "township_leader", "masked"),
        ("dispute", "applicant", "village_secretary", "masked"),
        # An informant, and the petitioner of a protected kind: in full by right, or not at all.
        ("dispute", "informant", "intake_officer", "full"),
        ("dispute", "informant", "township_leader", "hidden"),
        ("dispute", "informant", "village_secretary", "hidden"),
        ("petition", "applicant", "petition_officer", "full"),
        ("petition", "applicant", "county_leader", "hidden"),
        ("petition", "applicant", "village_secretary", "hidden"),
        # Whom a matter is about is not kept from those who handle it.
        ("petition", "respondent", "village_secretary", "masked"),
    ],
)
def test_identity_follows_role_kind_and_part(
    cast: Cast, workflows: None, kind: str, role: str, who: str, expected: str
) -> None:
    matter = matter_by(role, kind)
    assert access(cast[who], matter) == expected

    browser = Client()
    browser.force_login(cast[who].user)
    page = browser.get(f"/desk/matters/{matter.number}/").content.decode()
    assert "王小明" not in page
    assert PHONE not in page
    assert ("138****0000" in page) == (expected != "hidden")
    party = Party.objects.get(matter=matter, name__isnull=False)
    unmask = browser.get(f"/desk/matters/{matter.number}/parties/{party.pk}/")
    assert unmask.status_code == (200 if expected == "full" else 403)


@pytest.mark.parametrize("role", ["applicant", "informant", "witness"])
def test_the_unit_complained_of_never_reads_who_complained(
    city: City, cast: Cast, workflows: None, role: str
) -> None:
    centre = cast["intake_officer"].post.unit
    matter = matter_by(role, respondent=centre.pk)
    for who in ("intake_officer", "centre_director"):
        assert access(cast[who], matter) == "hidden"
        assert not matters_of_person(cast[who].viewer, blind_index("phone", "+86" + PHONE)).exists()
    assert access(cast["county_intake_officer"], matter) == "full"


@pytest.mark.parametrize(
    ("kind", "role", "who", "found"),
    [
        ("dispute", "applicant", "intake_officer", True),
        # Who sees a mask could try numbers behind it.
        ("dispute", "applicant", "township_leader", False),
        ("dispute", "informant", "intake_officer", True),
        ("dispute", "informant", "township_leader", False),
        ("petition", "applicant", "petition_officer", True),
        ("petition", "applicant", "township_leader", False),
        ("dispute", "applicant", "sibling_township_intake", False),
    ],
)
def test_a_phone_finds_only_for_who_may_unmask_whose_it_is(
    cast: Cast, workflows: None, kind: str, role: str, who: str, found: bool
) -> None:
    matter = matter_by(role, kind)
    seen = matters_of_person(cast[who].viewer, blind_index("phone", "+86" + PHONE))
    assert seen.filter(pk=matter.pk).exists() == found
    browser = Client()
    browser.force_login(cast[who].user)
    assert (matter.number in browser.get(f"/desk/search/?q={PHONE}").content.decode()) == found


def test_the_right_of_one_post_is_not_used_with_the_sight_of_another(cast: Cast, workflows: None) -> None:
    """A leader, who reads masks, stands in for a neighbouring street's intake officer, who reads in full."""
    matter, informed = matter_by("applicant"), matter_by("informant")
    now = clock.now()
    away, here = cast["sibling_township_intake"].post, cast["township_leader"].post
    substitute(
        actor=TEST, post_id=away.pk, substitute_id=here.pk, begins_at=now, ends_at=now + timedelta(days=1)
    )
    with clock.turned(to=now + timedelta(hours=1)):
        leader = cast["township_leader"]
        assert len(leader.viewer.reaches) == 2
        assert access(leader, matter) == "masked"
        assert access(leader, informed) == "hidden"
        there = registered(division="410105001003", parties=[PartyDetails(role="applicant", person=WANG)])
        assert access(leader, there.matter) == "full"


def test_words_about_an_informant_are_kept_back_like_a_name(cast: Cast, workflows: None) -> None:
    described = [PartyDetails(role="informant", description="三楼做会计的张大妈")]
    matter = registered(channel="visit", parties=described).matter
    for who, shown in (("intake_officer", True), ("village_secretary", False)):
        browser = Client()
        browser.force_login(cast[who].user)
        page = browser.get(f"/desk/matters/{matter.number}/").content.decode()
        assert ("张大妈" in page) == shown
