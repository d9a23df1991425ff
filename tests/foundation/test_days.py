"""Days and times as people write them: one rule, and nothing at the ends of time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.calendar import CHINA
from sanling.foundation.days import (
    FIRST_YEAR,
    LAST_YEAR,
    day_after,
    midnight,
    read_day,
    read_span,
    read_written_day,
    read_written_instant,
)
from tests.ends_of_time import ENDS_OF_TIME, NO_TIMES

SPOKEN = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_day_alone_is_the_whole_day_here() -> None:
    span = read_span("2026-11-01")
    assert (span.begins, span.ends) == (at("2026-10-31T16:00:00Z"), at("2026-11-01T16:00:00Z"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-01T08:00:00", "2026-11-01T00:00:00Z"),
        ("2026-11-01 08:00", "2026-11-01T00:00:00Z"),
        ("2026-11-01T08:00:00Z", "2026-11-01T08:00:00Z"),
        ("2026-11-01t08:00:00z", "2026-11-01T08:00:00Z"),
        ("2026-11-01T08:00:00+08:00", "2026-11-01T00:00:00Z"),
        ("2026-11-01T08:00:00 08:00", "2026-11-01T00:00:00Z"),
        ("2026-11-01T08:00:00-05:00", "2026-11-01T13:00:00Z"),
        ("２０２６-11-01T08：00", "2026-11-01T00:00:00Z"),
    ],
)
def test_a_time_without_a_zone_is_the_citys(written: str, meant: str) -> None:
    assert read_span(written).begins == at(meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2023-05-06T14:30:00", "2023-05-06T06:30:00Z"),
        ("2023-05-06T14:30:00.500000", "2023-05-06T06:30:00Z"),
        ("2023/5/6 9:05", "2023-05-06T01:05:00Z"),
        ("２０２３年５月６日　１４时３０分２０秒", "2023-05-06T06:30:20Z"),
        ("2023年5月6日下午2点5分", "2023-05-06T06:05:00Z"),
        ("2023/5/6 上午12:05:00", "2023-05-05T16:05:00Z"),
        ("2023/5/6 PM 2:05", "2023-05-06T06:05:00Z"),
        ("2023/5/6 下午14:05", "2023-05-06T06:05:00Z"),
        ("2023/5/6 下午12:05", "2023-05-06T04:05:00Z"),
        ("20230506 14:30", "2023-05-06T06:30:00Z"),
        ("45052.604166", "2023-05-06T06:30:00Z"),
        ("45052", "2023-05-05T16:00:00Z"),
        ("2023.5.6", "2023-05-05T16:00:00Z"),
        ("2023-05-06T14:30:00+00:00", "2023-05-06T14:30:00Z"),
    ],
)
def test_a_list_says_instants_in_many_ways(written: str, meant: str) -> None:
    assert read_written_instant(written) == at(meant)


@pytest.mark.parametrize(
    "written",
    [
        *ENDS_OF_TIME,
        *NO_TIMES,
        "2023-05-06 25:00",
        "2023-05-06 下午25:00",
        "2023-05-06 下午24:30",
        "2023-05-06 上午14:30",
        "2023-05-06 AM 13:30",
        "2023-05-06 14:61",
        "昨天 14:30",
        "14:30",
    ],
)
def test_no_instant_of_a_list_is_guessed(written: str) -> None:
    with pytest.raises(ValueError, match=r"2199|2026"):
        read_written_instant(written)


@given(day=SPOKEN, seconds=st.integers(0, 86_399))
def test_an_instant_of_a_list_is_read_as_it_is_written(day: date, seconds: int) -> None:
    said = f"{day:%Y-%m-%d} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    found = read_written_instant(said).astimezone(CHINA)
    assert f"{found:%Y-%m-%d %H:%M:%S}" == said or found.year < 1992


@pytest.mark.parametrize("written", [*ENDS_OF_TIME, *NO_TIMES])
def test_the_ends_of_time_and_nonsense_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"2199|2026"):
        read_span(written)
    with pytest.raises(ValueError, match=r"2199|2026"):
        read_day(written)


@given(day=SPOKEN)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    span = read_span(day.isoformat())
    assert (span.begins, span.ends) == (midnight(day), day_after(day))
    assert span.begins.astimezone(CHINA).date() == read_day(day.isoformat()) == day
    assert (span.ends - timedelta(microseconds=1)).astimezone(CHINA).date() == day


@given(
    moment=st.datetimes(datetime(FIRST_YEAR, 1, 2), datetime(LAST_YEAR, 12, 30)),
    zone=st.integers(-14 * 60, 14 * 60),
)
def test_an_instant_is_itself_in_any_zone(moment: datetime, zone: int) -> None:
    sent = moment.replace(tzinfo=timezone(timedelta(minutes=zone)))
    span = read_span(sent.isoformat())
    assert span.begins == sent
    assert span.begins.tzinfo is UTC


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,5}-[0-9]{1,2}-[0-9]{1,2}(T[0-9:+.-]{0,20})?"))
def test_whatever_is_written_is_read_or_refused(written: str) -> None:
    try:
        span = read_span(written)
    except ValueError:
        return
    assert FIRST_YEAR - 1 <= span.begins.year <= LAST_YEAR + 1


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-05",
        "2024/1/5",
        "2024.1.5",
        "２０２４年１月５日",
        "20240105",
        "45296",
        "2024-01-05 00:00:00",
        "2024-1-05",
    ],
)
def test_a_day_of_a_list_is_read_as_offices_write_it(written: str) -> None:
    assert read_written_day(written) == date(2024, 1, 5)


@pytest.mark.parametrize("written", ["2024年3月", "2024.3", "2024/03"])
def test_a_month_of_a_list_stands_for_its_first_day(written: str) -> None:
    assert read_written_day(written) == date(2024, 3, 1)


@pytest.mark.parametrize("written", ["昨天", "2024-13-01", "0001-01-01", "99999", "2024-02-30", "5/1/2024"])
def test_what_no_list_means_by_a_day_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="2026-11-22"):
        read_written_day(written)


@pytest.mark.parametrize("read", [read_written_day, read_written_instant])
@pytest.mark.parametrize("written", ["2027.1", "２０２７．１", " 2027.1 "])
def test_a_month_that_excel_may_have_shortened_is_refused_with_both_that_it_may_be(
    read: Callable[[str], date], written: str
) -> None:
    with pytest.raises(ValueError, match=r"2027-01.*2027-10"):
        read(written)


@pytest.mark.parametrize(
    ("written", "month"),
    [("2027.10", 10), ("2027.01", 1), ("2027.11", 11), ("2027.2", 2), ("2027-1", 1), ("2027-10", 10)],
)
def test_a_month_that_can_be_told_is_read(written: str, month: int) -> None:
    assert read_written_day(written) == date(2027, month, 1)
