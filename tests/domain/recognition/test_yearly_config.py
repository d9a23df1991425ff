"""A year is the twelve months to the one that a city says."""

from datetime import date

import pytest
from pydantic import ValidationError

from sanling.domain.recognition.yearly_config import RecognitionPart


@pytest.mark.parametrize(
    ("last", "first_day", "last_day"),
    [(12, date(2026, 1, 1), date(2026, 12, 1)), (10, date(2025, 11, 1), date(2026, 10, 1))],
)
def test_its_months_are_twelve_and_each_counts_for_it(last: int, first_day: date, last_day: date) -> None:
    part = RecognitionPart(last_month=last)
    months = part.months(2026)
    assert (months[0], months[-1], len(months)) == (first_day, last_day, 12)
    assert {part.year_of(month) for month in months} == {2026}
    assert {part.last_over(month) for month in months} == {2025}


def test_a_kind_of_which_nobody_knows_who_has_it_is_refused() -> None:
    with pytest.raises(ValidationError):
        RecognitionPart(kind="recognition")
    with pytest.raises(LookupError):
        _ = RecognitionPart().declaring
