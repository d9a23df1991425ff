"""A role's sight, clearance and right to identities differ by kind: at every door the nearest that is said counts."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.access import (
    can_see,
    identity_of,
    visible_entries,
    visible_matters,
)
from sanling.domain.matters.choosing import posts_within
from sanling.domain.matters.ledger_queries import Criteria, count_of, ledger_ways
from sanling.domain.matters.models import Matter
from sanling.domain.matters.queries import inbox_counts
from sanling.domain.matters.telling import who_may_open
from sanling.domain.people.actions.seek_person import may_seek
from sanling.domain.people.cast import Player
from sanling.domain.people.rules import FieldAccess
from sanling.foundation import clock
from tests.city import VILLAGE
from tests.domain.matters.helpers import act, registered
from tests.interfaces.doors import signed_in, token_of
from tests.profiles import differing

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
SECURITY = {"category": "fire", "division": VILLAGE}
# A liaison sees all hazards of the village, though of other matters only those charged with.
LIAISON = {"matters": {"kinds": {"hazard": {"scope": "jurisdiction", "identity": "hidden"}}}}


@pytest.fixture(autouse=True)
def liaison(workflows: None, cast: Cast) -> Iterator[Player]:
    """Give the village's liaison, who has its hazards by place."""
    with differing({"liaison": LIAISON}):
        yield cast["liaison"]


@pytest.fixture
def dispute(liaison: Player) -> Matter:
    """Give a dispute of the village."""
    return registered().matter


@pytest.fixture
def hazard(liaison: Player) -> Matter:
    """Give a hazard of the village."""
    return registered(kind="hazard", **SECURITY).matter


def test_rows_are_seen_by_what_is_said_of_their_kind_at_every_door(
    liaison: Player, dispute: Matter, hazard: Matter
) -> None:
    viewer, now = liaison.viewer, clock.now()
    assert [*visible_matters(viewer)] == [hazard]
    assert count_of(ledger_ways(viewer, Criteria(), now), 10) == 1
    assert count_of(ledger_ways(viewer, Criteria(kind="dispute"), now), 10) == 0
    assert sum(inbox_counts(viewer, now).values()) <= 6
    assert who_may_open([(liaison.post.pk, dispute), (liaison.post.pk, hazard)]) == {
        (liaison.post.pk, hazard.pk)
    }
    desk = signed_in(liaison)
    bearer: Any = {"headers": {"Authorization": f"Bearer {token_of(liaison)}"}}
    for matter, status in ((dispute, 404), (hazard, 200)):
        assert can_see(viewer, matter.pk) is (status == 200)
        assert desk.get(f"/desk/matters/{matter.number}/").status_code == status
        assert Client().get(f"/api/v1/matters/{matter.number}", **bearer).status_code == status
    listed = desk.get("/desk/matters/").content.decode()
    assert hazard.number in listed
    assert dispute.number not in listed


def test_a_charge_shows_what_its_kind_shows_by_charge_alone(
    liaison: Player, dispute: Matter, cast: Cast
) -> None:
    dispute.assignments.create(kind="main", unit=liaison.post.unit, post=liaison.post, begun_at=clock.now())
    assert can_see(liaison.viewer, dispute.pk)
    assert identity_of(liaison.viewer, dispute, dispute.parties.get()) is FieldAccess.MASKED


def test_clearance_differs_by_kind_for_rows_entries_and_who_may_be_charged(
    cast: Cast, dispute: Matter, hazard: Matter
) -> None:
    hidden = {"matters": {"kinds": {"hazard": {"clearance": 0}}}}
    clerk = cast["intake_officer"]
    for matter in (dispute, hazard):
        entry = act(clerk.viewer, matter, "note", {"note": "另有隐情"})
        type(entry).objects.filter(pk=entry.pk).update(audience="restricted")
    with differing({"intake_officer": hidden}):
        told = {
            matter.kind: visible_entries(clerk.viewer, matter).filter(audience="restricted").exists()
            for matter in (dispute, hazard)
        }
        assert told == {"dispute": True, "hazard": False}
        Matter.objects.update(confidentiality=1)
        assert [*visible_matters(clerk.viewer)] == [dispute]
        for matter in (dispute, hazard):
            matter.refresh_from_db()
            may_have = posts_within(matter).filter(pk=clerk.post.pk).exists()
            assert may_have is (matter == dispute)


def test_a_right_to_identities_of_one_kind_finds_nobody_in_others(
    cast: Cast, dispute: Matter, hazard: Matter
) -> None:
    masked = {"matters": {"identity": "masked", "kinds": {"hazard": {"identity": "full"}}}}
    clerk = cast["intake_officer"]
    with differing({"intake_officer": masked}):
        viewer = clerk.viewer
        read = {
            matter.kind: identity_of(viewer, matter, matter.parties.get()) for matter in (dispute, hazard)
        }
        assert read == {"dispute": FieldAccess.MASKED, "hazard": FieldAccess.FULL}
        assert may_seek(viewer)
        desk = signed_in(clerk)
        found = desk.get("/desk/search/", {"q": "13800000000"}, follow=True).content.decode()
        assert dispute.number not in found
    with differing({"intake_officer": {"matters": {"identity": "masked"}}}):
        assert not may_seek(clerk.viewer)


def test_a_kind_that_a_role_may_not_see_is_concealed_from_it_alone(cast: Cast, hazard: Matter) -> None:
    clerk = cast["intake_officer"]
    with differing({"intake_officer": {"matters": {"kinds": {"hazard": {"scope": "none"}}}}}):
        assert not visible_matters(clerk.viewer).exists()
    with differing({"intake_officer": {"matters": {"scope": "none"}}}):
        assert signed_in(clerk).get("/desk/matters/").status_code == 403
    assert can_see(clerk.viewer, hazard.pk)


def test_only_a_further_scope_within_a_list_costs_it_further_statements(
    cast: Cast, dispute: Matter, hazard: Matter
) -> None:
    clerk = cast["intake_officer"]

    def statements(said: dict[str, Any]) -> list[int]:
        with differing({"intake_officer": {"matters": said}}):
            desk, counted = signed_in(clerk), []
            for page in ("/desk/", "/desk/matters/", f"/desk/matters/{dispute.number}/"):
                desk.get(page)
                with CaptureQueriesContext(connection) as seen:
                    assert desk.get(page).status_code == 200
                counted.append(len(seen))
            return counted

    usual = statements({})
    assert statements({"families": {"errand": {"scope": "own", "clearance": 0}}}) == usual
    assert statements({"kinds": {"hazard": {"clearance": 0, "identity": "masked"}}}) == usual
    inbox, ledger, page = statements({"kinds": {"hazard": {"scope": "own"}}})
    # A matter's page has a list as well: the likest settled ones, by which a handler is suggested.
    assert (inbox - usual[0], ledger - usual[1], page - usual[2]) == (2, 1, 1)
