"""However matters are merged and split off again, each follows what was said, and none comes back to itself."""

from collections.abc import Mapping

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.merging import way_from
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
MATTERS = 4
number = st.integers(0, MATTERS - 1)
# A matter and the one that it is merged into; without one it is split off.
steps = st.lists(st.tuples(number, st.none() | number), max_size=8)


def way(follows: Mapping[int, int], start: int) -> list[int]:
    """Walk as said, by hand; more steps than there are matters would be a circle."""
    found = [start]
    while found[-1] in follows:
        found.append(follows[found[-1]])
        assert len(found) <= MATTERS
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_merging_and_splitting_in_any_order_never_makes_a_circle(
    cast: Cast, steps: list[tuple[int, int | None]]
) -> None:
    officer = cast["intake_officer"].viewer
    follows: dict[int, int] = {}
    merges = dict.fromkeys(range(MATTERS), 0)
    with transaction.atomic():
        matters = [registered().matter for _n in range(MATTERS)]
        for matter, into in steps:
            if into is None:
                action, fields, legal = "split_off", {"reason": "不是同一件事"}, matter in follows
            else:
                action, fields = "merge", {"number": matters[into].number}
                # The definition lets one matter be merged three times.
                legal = matter not in follows and matter not in way(follows, into) and merges[matter] < 3
            try:
                act(officer, Matter.objects.get(pk=matters[matter].pk), action, fields)
            except (Invalid, NotAllowed):
                assert not legal
            else:
                assert legal
                follows.pop(matter, None)
                if into is not None:
                    follows[matter] = into
                    merges[matter] += 1
            for n, follower in enumerate(matters):
                assert way_from(follower.pk) == [matters[step].pk for step in way(follows, n)]
        transaction.set_rollback(True)
