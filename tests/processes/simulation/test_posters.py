"""Posters hang at the cast's community, at every township's hall and in some villages, each under a code of its own."""

from datetime import UTC, datetime

import pytest

from sanling.domain.territory.models import CodePoint, Division
from sanling.domain.territory.points import poster_point
from sanling.foundation.audit.models import AuditRow
from sanling.processes.simulation.posters import hang_posters
from tests.city import TEST, TOWNSHIP, VILLAGE, City

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def hung(city: City) -> list[CodePoint]:
    count = hang_posters(actor=TEST, profile=city.profile, home=VILLAGE, at=AT)
    points = list(CodePoint.objects.select_related("division").order_by("pk"))
    assert len(points) == count
    return points


def test_every_community_around_and_every_hall_has_one_and_home_is_the_first(hung: list[CodePoint]) -> None:
    paths = [point.division_id for point in hung]
    assert paths[0] == VILLAGE
    assert len(set(paths)) == len(paths)
    there = Division.objects.filter(path__startswith="4101", valid_until=None)
    assert set(there.filter(path__startswith=TOWNSHIP, level=12).values_list("path", flat=True)) <= set(paths)
    assert set(there.filter(level=9).values_list("path", flat=True)) <= set(paths)
    assert {point.division.level for point in hung} == {9, 12}


def test_codes_are_the_letters_of_city_and_township_and_count_up(hung: list[CodePoint]) -> None:
    first = hung[0]
    assert first.code == "ZZ-HYL-0001"
    assert len({point.code for point in hung}) == len(hung)
    assert all(point.code.startswith("ZZ-") and point.code[-4:].isdigit() for point in hung)
    assert all(point.place for point in hung)


def test_one_that_has_a_point_hangs_in_its_division_and_the_same_seed_hangs_the_same(
    hung: list[CodePoint], city: City
) -> None:
    assert all(poster_point(point) == (point.lon, point.lat) for point in hung if point.lon is not None)
    before = [(point.code, point.division_id, point.place) for point in hung]
    CodePoint.objects.all().delete()
    hang_posters(actor=TEST, profile=city.profile, home=VILLAGE, at=AT)
    again = CodePoint.objects.order_by("pk").values_list("code", "division", "place")
    assert list(again) == before
    assert AuditRow.objects.filter(act="code_point.hang").count() == 2
