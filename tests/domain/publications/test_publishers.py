"""A draft waits for who leads its place or its drafter's own unit, and never for its drafter."""

import pytest

from sanling.domain.publications.publishers import publishers
from tests.city import COUNTY
from tests.domain.publications.helpers import Cast, asked, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_the_leaders_of_the_place_are_told_and_departments_of_other_lines_are_not(cast: Cast) -> None:
    made = drafted(cast, asked(COUNTY), who="peace_officer")
    told = set(publishers(made, besides=cast["peace_officer"].viewer.user_id))
    assert cast["county_leader"].viewer.key in told
    assert told.isdisjoint({cast["department_leader"].viewer.key, cast["city_leader"].viewer.key})


def test_a_departments_draft_waits_for_its_own_leader_too(cast: Cast) -> None:
    made = drafted(cast, asked(COUNTY), who="peace_officer")
    made.drafted_by = cast["department_clerk"].post
    told = set(publishers(made, besides=cast["department_clerk"].viewer.user_id))
    assert cast["department_leader"].viewer.key in told
    assert cast["petition_leader"].viewer.key not in told


def test_who_drafted_it_is_not_told(cast: Cast) -> None:
    made = drafted(cast, asked(COUNTY), who="peace_officer")
    leader = cast["county_leader"]
    assert leader.viewer.key not in set(publishers(made, besides=leader.viewer.user_id))
