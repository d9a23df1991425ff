"""Lists, details, files and identities of matters start at one place, for staff, parties, the system and nobody."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.access import (
    LinkActor,
    VisitorActor,
    can_see,
    identity_of,
    matters_of_person,
    read_in_full,
    respondents_of,
    seen_of,
    visible_attachments,
    visible_entries,
    visible_matters,
    visible_of_number,
    ways_to_matters,
)
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Entry, Matter, Party
from sanling.domain.people.access import viewer_for
from sanling.domain.people.cast import Player
from sanling.domain.people.rules import FieldAccess
from sanling.foundation.audit.actor import Actor, SystemActor
from sanling.foundation.privacy.index import blind_index
from tests.city import City
from tests.domain.matters.helpers import PHONE, act, against, in_mediation, picture, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
FULL, MASKED, HIDDEN = FieldAccess.FULL, FieldAccess.MASKED, FieldAccess.HIDDEN


def test_each_actor_sees_what_is_theirs(cast: Cast) -> None:
    near, far = registered().matter, registered(division="410104003001").matter
    seen: dict[str, tuple[Actor | None, set[int]]] = {
        "officer": (cast["intake_officer"].viewer, {near.pk}),
        "elsewhere": (cast["sibling_county_intake"].viewer, {far.pk}),
        "city": (cast["city_leader"].viewer, {near.pk, far.pk}),
        "auditor": (cast["auditor"].viewer, set()),
        "party": (LinkActor(near.pk), {near.pk}),
        "shown": (LinkActor(near.pk, acts=False), {near.pk}),
        "visitor": (VisitorActor(), set()),
        "system": (SystemActor("timer"), {near.pk, far.pk}),
        "nobody": (None, set()),
    }
    for who, (actor, expected) in seen.items():
        assert {row.pk for row in visible_matters(actor)} == expected, who
        assert {row.pk for row in visible_matters(actor, few=True)} == expected, who
        if actor is not None:
            assert set(seen_of(actor, [near.pk, far.pk])) == expected, who
            assert can_see(actor, near.pk) == (near.pk in expected)
            found = visible_of_number(actor, near.number)
            assert (found is not None) == (near.pk in expected)
    ways = ways_to_matters(cast["intake_officer"].viewer)
    assert {row.pk for way in ways for row in way} == {near.pk}


def test_all_of_the_cast_see_of_a_few_that_are_known_what_they_see_of_all(cast: Cast) -> None:
    registered(division="410104003001")
    in_mediation(cast)
    against(cast["mediator"].viewer.own.unit_id)
    viewers = {who: viewer for who, player in cast.items() if (viewer := viewer_for(player.post))}
    for who, own in viewers.items():
        beside = (replace(own, substituted=(absent.own,)) for absent in viewers.values())
        for viewer in (own, *beside):
            whole = set(visible_matters(viewer).values_list("pk", flat=True))
            assert set(visible_matters(viewer, few=True).values_list("pk", flat=True)) == whole, who


def test_what_is_seen_of_many_takes_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    matters = [registered().matter.pk for _nth in range(4)]
    officer = cast["intake_officer"].viewer
    can_see(officer, matters[0])
    with django_assert_num_queries(1):
        seen = seen_of(officer, matters)
    assert seen == {pk: [officer.own] for pk in matters}


def test_entries_and_files_are_for_those_for_whom_they_were_written(cast: Cast) -> None:
    matter = in_mediation(cast)
    act(cast["intake_officer"].viewer, matter, "note", {"note": "内部备注"})
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "好"}, [picture()])
    Entry.objects.filter(matter=matter, code="assign").update(audience="restricted")

    def read(actor: Actor | None) -> set[str]:
        return set(visible_entries(actor, matter).values_list("code", flat=True))

    every = {"register", "assign", "sign_for", "note", "agree"}
    assert read(cast["intake_officer"].viewer) == every
    assert read(cast["grid_worker"].viewer) == every - {"assign"}
    assert not {"note", "assign"} & read(LinkActor(matter.pk))
    assert read(None) == read(VisitorActor()) == read(LinkActor(matter.pk))
    assert read(LinkActor(matter.pk, acts=False)) == set()
    assert visible_attachments(cast["intake_officer"].viewer, matter).count() == 1
    assert visible_attachments(LinkActor(matter.pk), matter).count() == 0


def identity(actor: Actor | None, matter: Matter, role: str = "applicant") -> FieldAccess:
    found = Matter.objects.prefetch_related("parties").get(pk=matter.pk)
    return identity_of(actor, found, next(party for party in found.parties.all() if party.role == role))


def test_who_brought_it_is_read_as_far_as_the_role_goes_and_never_by_whom_it_is_about(
    city: City, cast: Cast
) -> None:
    matter = registered().matter
    expected = {"intake_officer": FULL, "county_leader": MASKED, "auditor": HIDDEN}
    assert {who: identity(cast[who].viewer, matter) for who in expected} == expected
    assert identity(LinkActor(matter.pk), matter) is MASKED
    for nobody in (
        LinkActor(matter.pk, acts=False),
        LinkActor(matter.pk + 1),
        VisitorActor(),
        SystemActor("x"),
        None,
    ):
        assert identity(nobody, matter) is HIDDEN
    parties = [
        PartyDetails(role="respondent", unit_id=city.centre("410105002").pk),
        PartyDetails(role="applicant", description="一名居民"),
    ]
    about = registered(parties=parties, channel="letter").matter
    assert identity(cast["intake_officer"].viewer, about) is HIDDEN
    assert identity(cast["county_intake_officer"].viewer, about) is FULL
    assert respondents_of(Matter.objects.prefetch_related("parties").get(pk=about.pk)) == {
        city.centre("410105002").pk
    }


def test_an_informant_is_read_in_full_or_not_at_all(city: City, cast: Cast) -> None:
    secret = against(city.unit("housing-410105").pk)
    assert identity(cast["intake_officer"].viewer, secret, Party.Role.INFORMANT) is FULL
    assert identity(cast["county_leader"].viewer, secret, Party.Role.INFORMANT) is HIDDEN
    assert identity(cast["county_leader"].viewer, secret, Party.Role.RESPONDENT) is MASKED


def test_a_persons_matters_are_found_by_who_may_unmask_in_those_that_are_not_about_them(
    city: City, cast: Cast
) -> None:
    index = blind_index("phone", PHONE)
    plain = registered().matter
    about = [
        PartyDetails(role="respondent", unit_id=city.centre("410105002").pk),
        PartyDetails(role="applicant", person=PersonDetails(name="王小明", phone=PHONE)),
    ]
    complaint = registered(parties=about, channel="letter").matter
    officer = cast["intake_officer"].viewer
    assert set(matters_of_person(officer, index)) == {plain}
    assert set(matters_of_person(cast["county_intake_officer"].viewer, index)) == {plain, complaint}
    assert not matters_of_person(officer, blind_index("phone", "13900000001")).exists()
    assert not matters_of_person(cast["county_leader"].viewer, index).exists()
    assert not matters_of_person(cast["sibling_county_intake"].viewer, index).exists()
    full = set(read_in_full(officer))
    assert full == {
        row for row in visible_matters(officer) if not row.parties.filter(role="respondent").exists()
    }
