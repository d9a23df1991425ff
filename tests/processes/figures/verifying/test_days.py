"""Days are read as they are printed, with the weekday behind them."""

from datetime import date

import pytest

from sanling.processes.figures.verifying.days import DayFound, Wrong, day_of, judge_days, parted


@pytest.mark.parametrize(
    "said", ["2022-09-14", "2022年9月14日", "２０２２-０９-１４（星期三）", "2022-09-14 周三", "20220914"]
)
def test_a_day_is_read(said: str) -> None:
    assert day_of(said) == date(2022, 9, 14)
    assert list(judge_days({"d": said}, (), not_after={})) == []


def test_sunday_has_two_names() -> None:
    assert parted("2022-09-18 星期天") == parted("2022-09-18(周日)") == ("2022-09-18", "日")


def test_a_day_may_be_today() -> None:
    days = {"as_of": "2022-09-14"}
    assert list(judge_days(days, (), not_after={"as_of": date(2022, 9, 14)})) == []
    ahead = DayFound("as_of", "2022-09-14", Wrong.AHEAD)
    assert list(judge_days(days, (), not_after={"as_of": date(2022, 9, 13)})) == [ahead]
