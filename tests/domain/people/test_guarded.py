"""What rooms keep is found by where it is said, and rows are found by any of several ways at once."""

import pytest
from django.db.models import Q

from sanling.domain.matters.access import GUARDED
from sanling.domain.matters.models import Matter
from sanling.domain.people.guarded import guarded
from sanling.foundation.profile.registry import profile_by_code
from tests.domain.matters.helpers import registered


def test_each_room_is_known_by_its_code_and_says_its_kinds_by_family() -> None:
    assert guarded()["matters"] is GUARDED
    kinds = GUARDED.kinds(profile_by_code("zhengzhou"))
    assert set(kinds) == {"reported"}
    assert {"dispute", "hazard"} <= set(kinds["reported"])


@pytest.mark.django_db
@pytest.mark.usefixtures("workflows")
def test_any_of_several_ways_leads_to_a_row_once() -> None:
    first, second, _third = (registered().matter for _each in range(3))
    only_first = Q(pk=first.pk)
    assert GUARDED.any_of([only_first]) == only_first
    either = GUARDED.any_of([only_first, Q(pk__in=[first.pk, second.pk])])
    assert sorted(Matter.objects.filter(either).values_list("pk", flat=True)) == [first.pk, second.pk]
