"""Units are a list of keys, each one of those offered, none twice, and not without end."""

from typing import Any

import pytest

from sanling.domain.matters.field_types.units import MOST
from sanling.domain.matters.models import Matter
from tests.city import City
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(workflows: None) -> Matter:
    return registered().matter


def test_they_are_read_in_their_order_each_once(city: City, matter: Matter) -> None:
    housing, station = city.unit("housing-410105"), city.unit("police_station-410105002")
    asked = asking("units", matter, select="any")
    assert read([str(station.pk), housing.pk, station.pk], asked) == [station, housing]
    assert read((housing.pk,), asked) == [housing]


def test_one_that_may_not_be_chosen_refuses_them_all(city: City, matter: Matter) -> None:
    housing, elsewhere = city.unit("housing-410105"), city.unit("education-410104")
    assert is_refused([housing.pk, elsewhere.pk], asking("units", matter, select="departments"))


def test_more_than_twenty_are_refused_before_any_is_looked_up(
    matter: Matter, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert is_refused(list(range(1, MOST + 2)), asking("units", matter, select="any"))


@pytest.mark.parametrize("raw", [value for value in ODD if value != {}], ids=repr)
def test_what_is_no_list_of_keys_is_refused(matter: Matter, raw: Any) -> None:
    assert is_refused(raw, asking("units", matter, select="any"))
    assert is_refused([raw], asking("units", matter, select="any"))
