"""A resident comes to a matter by its link or by a phone left as one's own; what others gave opens nothing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.actions.register import PartyDetails, register
from sanling.domain.matters.holders import (
    OWN_ROLES,
    by_token,
    is_of_phone,
    of_phone,
    phones_for_link,
    place_of,
)
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.cast import Player
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.profile.registry import profile_for
from tests.city import CITY
from tests.domain.matters.helpers import PHONE, registered, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
OTHER = "13900000001"


def person(role: str, phone: str) -> PartyDetails:
    return PartyDetails(role=role, person=PersonDetails(phone=phone))


def test_a_link_opens_its_own_matter_and_one_that_was_shown_only_shows(cast: dict[str, Player]) -> None:
    own = registered()
    shown = register(actor=cast["intake_officer"].viewer, report=report(channel="visit"))
    for made, acts in ((own, True), (shown, False)):
        held = by_token(made.token)
        assert held
        assert (held.matter.pk, held.actor.matter_id, held.actor.acts) == (
            made.matter.pk,
            made.matter.pk,
            acts,
        )


@pytest.mark.parametrize("token", ["", "\x00", "x" * 64, "9" * 400, "\ue000"])
def test_any_other_secret_opens_nothing(token: str) -> None:
    registered()
    assert by_token(token) is None


def test_what_a_links_page_shows_is_read_with_the_matter(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = registered()
    by_token(made.token)
    with django_assert_num_queries(1):
        held = by_token(made.token)
        assert held
        assert held.matter.unit.name
        assert place_of(held.matter) == "金水区 花园路街道 通信花园社区居民委员会 三号楼二单元"


def test_matters_are_found_by_a_phone_that_was_left_as_ones_own_in_whatever_role() -> None:
    found = {}
    for role in Party.Role:
        matter = registered(
            parties=[person("applicant", OTHER), person(role, PHONE)], channel="letter"
        ).matter
        found[role] = matter
    own = of_phone(city=CITY, phone_index=blind_index("phone", PHONE))
    assert set(own) == {found[role] for role in OWN_ROLES}
    assert [matter.pk for matter in own] == sorted((matter.pk for matter in own), reverse=True)
    assert not of_phone(city="4110", phone_index=blind_index("phone", PHONE)).exists()
    for role, matter in found.items():
        assert is_of_phone(matter.number, PHONE) == (role in OWN_ROLES)
    assert not is_of_phone("ZZ-260601-99999-X", PHONE)


def test_the_link_of_what_staff_registered_goes_to_each_mobile_that_was_left_once(
    cast: dict[str, Player],
) -> None:
    officer = cast["intake_officer"].viewer
    parties = [
        person("applicant", PHONE),
        person("representative", "138 0000 0000"),
        person("guardian", "0371-65500000"),
        person("respondent", OTHER),
    ]

    def brought(**changes: object) -> Matter:
        return register(actor=officer, report=report(channel="visit", parties=parties, **changes)).matter

    by_message = brought()
    part = brought(kind="petition", category="other")
    assert phones_for_link(by_message) == ["+8613800000000"]
    assert phones_for_link(registered(parties=parties).matter) == []
    assert phones_for_link(brought(concealed=True)) == []
    kinds = {"dispute": by_message, "petition": part}
    for kind, matter in kinds.items():
        sends = profile_for(CITY).part("matters").rules(kind).link_by_message
        assert bool(phones_for_link(matter)) == sends, kind
