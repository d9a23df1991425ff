"""What rooms keep is found by where it is said, and rows are found by any of several ways at once."""

from functools import reduce
from operator import or_

import pytest
from django.db.models import Q
from django.utils import translation

from sanling.domain.matters.access import GUARDED
from sanling.domain.matters.models import Matter
from sanling.domain.people.guarded import Called, called_in, guarded
from sanling.foundation.profile.registry import profile_by_code
from tests.domain.matters.helpers import registered


def test_each_room_is_known_by_its_code_and_says_its_kinds_by_family() -> None:
    assert guarded()["matters"] is GUARDED
    kinds = GUARDED.kinds(profile_by_code("zhengzhou"))
    assert set(kinds) == {"confirmation", "handover", "recognition", "reported", "warning"}
    assert {"dispute", "hazard"} <= set(kinds["reported"])


def test_what_rooms_are_divided_into_is_named_in_the_readers_language() -> None:
    with translation.override("en"):
        called = called_in("4101")
        everything = reduce(or_, (room.called("4101") for room in guarded().values()))
        assert called == everything | Called()
    assert called.kinds["hazard"] == called.lines["hazard"] == "Hazard"
    assert set(called.families) == {"confirmation", "handover", "recognition", "reported", "warning"}
    assert called.confidentiality[0] == "Ordinary"
    assert called.categories.keys() < called.lines.keys()


def test_what_two_rooms_call_it_is_said_together() -> None:
    one_room = Called(families={"a": "A"}, kinds={"b": "B"}, categories={"c": "C"}, confidentiality={0: "D"})
    other_room = Called(kinds={"e": "E"}, confidentiality={1: "F"})
    assert one_room | other_room == Called({"a": "A"}, {"b": "B", "e": "E"}, {"c": "C"}, {0: "D", 1: "F"})


@pytest.mark.django_db
@pytest.mark.usefixtures("workflows")
def test_any_of_several_ways_leads_to_a_row_once() -> None:
    first, second, _third = (registered().matter for _each in range(3))
    only_first = Q(pk=first.pk)
    assert GUARDED.any_of([only_first]) == only_first
    either = GUARDED.any_of([only_first, Q(pk__in=[first.pk, second.pk])])
    assert sorted(Matter.objects.filter(either).values_list("pk", flat=True)) == [first.pk, second.pk]


@pytest.mark.django_db
@pytest.mark.usefixtures("workflows")
def test_a_few_known_rows_are_judged_alike_each_by_itself() -> None:
    first, second, _third = (registered().matter for _each in range(3))
    only_first = Q(pk=first.pk)
    assert GUARDED.any_of_few([only_first]) == only_first
    either = GUARDED.any_of_few([only_first, Q(pk__in=[first.pk, second.pk])])
    assert sorted(Matter.objects.filter(either).values_list("pk", flat=True)) == [first.pk, second.pk]
