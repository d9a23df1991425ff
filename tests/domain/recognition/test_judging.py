"""Windows end with the month and begin where they say."""

from datetime import date

from sanling.domain.recognition.config import Window
from sanling.domain.recognition.judging import Month


def test_a_window_ends_with_its_month() -> None:
    december, january = Month(date(2026, 12, 1)), Month(date(2026, 1, 1))
    assert december.end == date(2027, 1, 1)
    assert january.end == date(2026, 2, 1)
    assert [december.begin(window) for window in Window] == [
        date(2026, 12, 1),
        date(2026, 1, 1),
        date(2026, 1, 1),
    ]
    assert [january.begin(window) for window in Window] == [
        date(2026, 1, 1),
        date(2026, 1, 1),
        date(2025, 2, 1),
    ]
