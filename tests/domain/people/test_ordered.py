"""What somebody ordered is theirs only while they act as all who saw it, reach what these did, and became no party."""

from typing import Any

import pytest

from sanling.domain.people.access import Viewer
from sanling.processes.exports.models import Export
from tests.city import VILLAGE
from tests.domain.people.reaches import reach, viewer

OWN, AWAY = reach(post=1, unit=10), reach("centre_director", post=2, unit=20)


def ordered(by: Viewer, **changes: Any) -> Export:
    return Export(post_id=by.post_id, **{**Export.reach_of(by), **changes})


def test_it_is_for_whoever_ordered_it_as_they_are() -> None:
    both = viewer(OWN, AWAY)
    assert ordered(both).is_for(both)
    assert ordered(viewer(OWN)).is_for(viewer(OWN))


def test_it_is_for_nobody_else_who_acts_as_the_same_posts() -> None:
    assert not ordered(viewer(OWN, AWAY)).is_for(viewer(AWAY, OWN))
    assert not ordered(viewer(AWAY)).is_for(viewer(OWN, AWAY))


def test_after_the_leave_it_is_had_no_more_and_one_that_began_since_does_no_harm() -> None:
    assert not ordered(viewer(OWN, AWAY)).is_for(viewer(OWN))
    later = viewer(OWN, AWAY).limited_to(())
    assert ordered(later).is_for(viewer(OWN, reach(post=2, unit=10)))


def test_who_came_to_a_unit_since_from_which_something_in_it_may_be_concealed_has_it_no_more() -> None:
    assert not ordered(viewer(OWN)).is_for(viewer(OWN, other_units=[77]))
    assert ordered(viewer(OWN, other_units=[77])).is_for(viewer(OWN))


@pytest.mark.parametrize(
    "now", [reach(post=1, unit=10, paths=(VILLAGE,)), reach("mediator", post=1, unit=10)]
)
def test_a_post_that_reaches_something_else_since_has_it_no_more(now: Any) -> None:
    assert not ordered(viewer(OWN)).is_for(viewer(now))


@pytest.mark.parametrize("lost", [{"seen_as": []}, {"partial_units": []}, {"reached": ""}])
def test_what_does_not_say_as_whom_it_was_made_is_had_by_nobody(lost: dict[str, Any]) -> None:
    assert not ordered(viewer(OWN), **lost).is_for(viewer(OWN))
