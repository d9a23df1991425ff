"""A tie is told to who may see both of its ends; one that says who brought them, to who may read that in both."""

from collections.abc import Mapping

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.tie_access import told_ties
from sanling.domain.people.cast import Player
from sanling.foundation.audit.actor import SystemActor
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]


def test_a_tie_is_told_to_who_sees_both_and_one_that_says_who_to_who_reads_both(cast: Cast) -> None:
    here, there, far = registered().matter, registered().matter, registered(division="410104003001").matter
    plain = [("born_from", there.pk), ("born_from", far.pk)]
    telling = [("repeat_of", there.pk), ("review_of", far.pk)]
    told = {
        who: told_ties(cast[who].viewer, here.pk, [*plain, *telling])
        for who in ("intake_officer", "county_leader", "city_leader", "auditor")
    }
    assert told == {
        "intake_officer": {plain[0], telling[0]},
        "county_leader": {plain[0]},
        "city_leader": set(plain),
        "auditor": set(),
    }
    assert told_ties(SystemActor("x"), here.pk, [*plain, *telling]) == {*plain, *telling}
    assert told_ties(None, here.pk, plain) == told_ties(LinkActor(here.pk), here.pk, telling) == set()
