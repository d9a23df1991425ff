"""Whose views and columns are whose."""

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.lists.models import ChosenColumns, SavedView
from sanling.processes.lists.queries import columns_chosen, may_keep, may_share, views_of

pytestmark = pytest.mark.django_db


def test_views_are_ones_own_and_those_of_the_unit_that_one_works_at(cast: dict[str, Player]) -> None:
    officer, director = cast["intake_officer"].viewer, cast["centre_director"].viewer
    common = {"city": officer.city, "query": "", "saved_at": clock.now()}
    own = SavedView.objects.create(user=cast["intake_officer"].user, name="己", **common)
    ours = SavedView.objects.create(
        user=cast["centre_director"].user, unit_id=director.own.unit_id, name="共", **common
    )
    assert list(views_of(officer)) == [ours, own]
    assert list(views_of(director)) == [ours]
    assert not views_of(cast["sibling_township_intake"].viewer)
    assert [may_keep(officer, view) for view in (ours, own)] == [False, True]
    assert may_keep(director, ours)
    assert [may_share(viewer) for viewer in (officer, director)] == [False, True]


def test_columns_are_of_one_account_and_one_list(cast: dict[str, Player]) -> None:
    ChosenColumns.objects.create(user=cast["intake_officer"].user, listed="matters:reported", codes=["due"])
    officer, director = cast["intake_officer"].viewer, cast["centre_director"].viewer
    assert columns_chosen(officer, "matters:reported") == ["due"]
    assert columns_chosen(officer, "matters:other") == []
    assert columns_chosen(director, "matters:reported") == []
