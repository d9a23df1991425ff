"""A layer of the map narrows its rows to a place by the column of its level, and to a kind where it has such."""

import pytest
from django.db.models import Q

from sanling.domain.people.cast import Player
from sanling.domain.people.layers import layers, layers_for
from tests.city import CITY, COUNTY, VILLAGE


def test_a_place_is_found_by_the_column_of_its_level_else_by_its_path() -> None:
    matters, subjects = layers()["matters"], layers()["subjects"]
    assert matters.at(CITY) == Q(city=CITY)
    levels = {"city": CITY, "county": COUNTY, "township": VILLAGE[:9], "village": VILLAGE}
    assert matters.at(VILLAGE) == Q(**levels)
    assert matters.at(f"{VILLAGE}001") == Q(**levels, division__path__startswith=f"{VILLAGE}001")
    assert subjects.at(COUNTY) == Q(division__path__startswith=COUNTY)


def test_a_kind_narrows_it_where_there_are_kinds() -> None:
    assert layers()["matters"].of_kind("dispute") == Q(kind="dispute")
    assert layers()["matters"].of_kind("") == Q()


@pytest.mark.django_db
def test_layers_are_of_rooms_of_which_one_sees_something(cast: dict[str, Player]) -> None:
    assert set(layers_for(cast["city_leader"].viewer)) == set(layers())
    assert not layers_for(cast["administrator"].viewer)
