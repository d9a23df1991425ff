"""How a subject stands now is what its last established month says."""

from datetime import date

import pytest

from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Judged
from sanling.domain.recognition.standing import Difference, Way, differences, has_warnings
from sanling.domain.subjects.models import Subject
from sanling.foundation.profile.registry import profile_by_code
from tests.city import CITY, City
from tests.domain.recognition.warned import subject, warn_by

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def stood(school: Subject, month: date, colour: str, exempt: str = "") -> None:
    Judged.objects.create(
        subject=school,
        month=month,
        division=school.division_id,
        group=school.group,
        type=school.type,
        broken=[],
        open=[],
        colour=colour,
        exempt=exempt,
    )


def asked(city: City) -> list[tuple[str, date | None]]:
    part: StandardPart = city.profile.part("standard")
    return [(found.colour, found.month) for found in differences(CITY, part)]


@pytest.mark.parametrize(
    ("colours", "wanted"),
    [
        (("", "", ""), []),
        (("blue", "blue", "blue"), []),
        (("blue", "yellow", ""), [("yellow", JUNE)]),
        (("red", "", "orange"), [("orange", JULY)]),
        (("red", "blue", ""), []),
        (("yellow", "", ""), [("yellow", MAY)]),
    ],
)
def test_the_last_month_with_a_colour_counts(
    city: City, colours: tuple[str, ...], wanted: list[tuple[str, date]]
) -> None:
    warn_by(city)
    school = subject()
    for month, colour in zip((MAY, JUNE, JULY), colours, strict=True):
        stood(school, month, colour)
    assert asked(city) == wanted


def test_whoever_is_exempt_or_no_more_is_not_warned_of(city: City) -> None:
    warn_by(city)
    school = subject()
    stood(school, MAY, "red")
    assert asked(city) == [("red", MAY)]
    stood(school, JUNE, "", exempt="idle")
    assert asked(city) == []
    Judged.objects.filter(month=JUNE).delete()
    Subject.objects.update(status="closed", ends_on=JULY)
    assert asked(city) == []


@pytest.mark.parametrize(
    ("colour", "before", "way"),
    [
        ("red", "yellow", Way.RISE),
        ("yellow", "red", Way.FALL),
        ("blue", "red", Way.LIFT),
        ("", "red", Way.LIFT),
        ("yellow", "a colour of old", Way.RISE),
        ("a colour to come", "red", Way.LIFT),
    ],
)
def test_what_becomes_of_a_warning_follows_from_the_order_of_the_colours(
    colour: str, before: str, way: Way
) -> None:
    part: StandardPart = profile_by_code("zhengzhou").part("standard")
    assert Difference(1, colour, MAY, 1, 1, before).way(part) is way
    assert Difference(1, "red", MAY, None, None, "").way(part) is Way.OPEN


def test_the_worst_colour_is_remembered() -> None:
    part: StandardPart = profile_by_code("zhengzhou").part("standard")
    assert Difference(1, "yellow", MAY, 1, 1, "red").worst(part, "red") == "red"
    assert Difference(1, "red", MAY, 1, 1, "yellow").worst(part, "orange") == "red"


@pytest.mark.parametrize("city", ["4101", "4110", "2101"])
def test_the_cities_of_the_reports_have_warnings(city: str) -> None:
    assert has_warnings(city)
