"""Titles are summed again once they are decided, and whenever subjects come, go or move."""

from datetime import date

import pytest

from sanling.domain.indicators.models import Tally
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.recognition.measures import TITLES, years_counted
from sanling.domain.recognition.models import Title
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.subjects.models import Subject
from sanling.foundation.days import today
from sanling.processes.reactions import react, spread
from tests.city import CITY, VILLAGE
from tests.domain.recognition.yearly import YEAR, walk
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db


def summed(measure: str, year: int = YEAR) -> int:
    rows = Tally.objects.filter(
        stock="titles", period=date(year, 1, 1), level=12, place=VILLAGE, measure=measure, zero=""
    )
    return sum(rows.values_list("count", flat=True))


def test_a_title_counts_once_it_is_given_and_no_more_once_it_is_ended(
    cast: dict[str, Player], recognition: Matter
) -> None:
    walk(cast, recognition, "recognised")
    react()
    assert (summed("subjects"), summed("recognised")) == (1, 1)
    found = TITLES.rows(CITY, date(YEAR, 1, 1)).filter(TITLES.measures["recognised"].where(""))
    assert [subject.pk for subject in found] == [Title.objects.get().subject_id]


def test_subjects_that_come_and_go_are_in_the_denominator_as_long_as_they_were_there(
    cast: dict[str, Player],
) -> None:
    year = recognition_part(CITY).year_of(today().replace(day=1))
    put(said(), on=date(2026, 1, 1))
    react()
    assert summed("subjects", year) == 1
    Subject.objects.all().delete()
    assert TITLES.rows(CITY, date(year, 1, 1)).count() == 0
    assert date(year, 1, 1) == years_counted(CITY)[0]


def test_nothing_is_counted_of_a_message_about_other_matters(cast: dict[str, Player]) -> None:
    spread()
    assert react() >= 0
