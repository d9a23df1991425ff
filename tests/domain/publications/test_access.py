"""Drafts are theirs who may have a hand in them; what is published is read up the line, and down it to a level."""

from itertools import product

import pytest

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import (
    may_discard,
    may_draft,
    may_publish,
    reads_publications,
    visible_publications,
)
from sanling.domain.publications.models import Publication
from tests.city import CITY, COUNTY, SIBLING_COUNTY, TOWNSHIP
from tests.domain.publications.helpers import Cast, asked, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def seen(viewer: Viewer) -> set[int]:
    return set(visible_publications(viewer).values_list("pk", flat=True))


def test_a_citys_publication_is_read_down_to_the_townships(cast: Cast) -> None:
    made = published(cast)
    for who in ("city_leader", "county_leader", "peace_officer", "township_leader", "intake_officer"):
        assert seen(cast[who].viewer) == {made.pk}, who
    for who in ("village_secretary", "grid_worker", "mediator", "auditor", "administrator"):
        assert seen(cast[who].viewer) == set(), who


def test_a_countys_is_read_above_and_below_it_and_not_beside(cast: Cast) -> None:
    made = published(cast, asked(COUNTY), who="peace_officer", by="county_leader")
    readers = {who for who, player in cast.items() if who in READERS and made.pk in seen(player.viewer)}
    assert readers == READERS - {"sibling_county_leader"}
    assert made.place_id == COUNTY


READERS = {"city_leader", "county_leader", "township_leader"}


def test_a_draft_is_seen_by_who_may_have_a_hand_in_it_alone(cast: Cast) -> None:
    made = drafted(cast, asked(COUNTY), who="peace_officer")
    told = {
        who
        for who, player in cast.items()
        if who != "former_intake_officer" and player.viewer.city == CITY and seen(player.viewer)
    }
    handle = {"peace_officer", "county_leader", "county_centre_director", "city_leader", "city_peace_officer"}
    assert {"peace_officer", "county_leader", "city_leader"} <= told
    assert told.isdisjoint({"township_leader", "department_clerk", "department_leader", "auditor"})
    assert handle & told <= told
    assert seen(cast["county_leader"].viewer) == {made.pk}


def test_who_publishes_sees_all_that_is_counted_and_did_not_draft_it(cast: Cast) -> None:
    made = drafted(cast, asked(COUNTY), who="peace_officer")
    assert may_publish(cast["county_leader"].viewer, made)
    assert may_publish(cast["city_leader"].viewer, made)
    for who in ("peace_officer", "township_leader", "department_leader", "auditor"):
        assert not may_publish(cast[who].viewer, made), who
    assert may_discard(cast["peace_officer"].viewer, made)
    assert not may_discard(cast["city_peace_officer"].viewer, made)


def test_one_drafts_at_ones_own_place_what_one_sees_whole(cast: Cast) -> None:
    allowed = {
        (who, place)
        for who, place in product(
            ("city_peace_officer", "peace_officer", "centre_director", "grid_worker"),
            (CITY, COUNTY, SIBLING_COUNTY, TOWNSHIP),
        )
        if may_draft(cast[who].viewer, asked(place))
    }
    assert allowed == {
        *(("city_peace_officer", place) for place in (CITY, COUNTY, SIBLING_COUNTY, TOWNSHIP)),
        ("peace_officer", COUNTY),
        ("peace_officer", TOWNSHIP),
        ("centre_director", TOWNSHIP),
    }


def test_a_department_drafts_what_is_of_its_own_line(cast: Cast) -> None:
    clerk = cast["department_clerk"].viewer
    assert not may_draft(clerk, asked(COUNTY))
    assert may_draft(clerk, asked(COUNTY, sector="housing"))
    assert not may_draft(clerk, asked(COUNTY, sector="education"))


def test_nobody_reads_nothing_and_administrators_have_no_page(cast: Cast) -> None:
    published(cast)
    assert not visible_publications(None).exists()
    assert not reads_publications(cast["auditor"].viewer)
    assert reads_publications(cast["township_leader"].viewer)
    assert Publication.objects.count() == 1
