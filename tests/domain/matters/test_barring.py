"""Barred from a matter are the units that a concealed report is about, and nobody else."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.barring import barred_units, units_barred
from tests.city import City
from tests.domain.matters.helpers import against, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_barred_to_whom_it_is_about_and_to_no_witness(city: City) -> None:
    housing, police = city.unit("housing-410105"), city.unit("police-410105")
    parties = [
        PartyDetails(role="respondent", unit_id=housing.pk),
        PartyDetails(role="rated", unit_id=police.pk),
        PartyDetails(role="witness", unit_id=city.unit("education-410105").pk),
        PartyDetails(role="respondent", description="某科长"),
    ]
    assert barred_units(against(0, parties=parties)) == {housing.pk, police.pk}


def test_what_is_open_bars_nobody_without_a_query(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    parties = [PartyDetails(role="respondent", unit_id=city.unit("housing-410105").pk)]
    matter = registered(parties=parties, channel="letter").matter
    with django_assert_num_queries(0):
        assert barred_units(matter) == frozenset()


def test_of_many_matters_one_query_tells_and_those_that_bar_nobody_are_left_out(
    city: City, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = [city.unit("housing-410105").pk, city.unit("police-410105").pk]
    first, second = (against(unit) for unit in units)
    matters = [first, registered().matter, second]
    with django_assert_num_queries(1):
        barred = units_barred(matters)
    assert barred == {first.pk: {units[0]}, second.pk: {units[1]}}
