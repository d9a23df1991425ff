"""A profile carries the holidays of a year; what can't be meant is told by file, line and field."""

from datetime import date
from pathlib import Path

import pytest

from sanling.foundation.holidays.schedules import (
    Year,
    check_schedules,
    workdays_at,
    workdays_of,
    year_missing,
)
from sanling.foundation.profile.loader import Profile, check, load
from sanling.foundation.profile.registry import installed_profiles
from sanling.foundation.profile.source import ProfileError, Source
from sanling.foundation.workdays import statutory_days
from sanling.settings import PACKAGE

NOTICE = """
source = "invented for the tests"
published = true

[holidays.new_year]
name = { zh = "元旦", en = "New Year" }
first = 2027-01-01

[holidays.spring_festival]
name = { zh = "春节", en = "Spring Festival" }
first = 2027-02-05
last = 2027-02-12
worked = [2027-02-20]

[holidays.rest]
name = { zh = "其余", en = "The rest" }
first = 2027-04-05

[holidays.labour_day]
name = { zh = "劳动节", en = "Labour Day" }
first = 2027-05-01
last = 2027-05-02

[holidays.dragon_boat]
name = { zh = "端午节", en = "Dragon Boat Festival" }
first = 2027-06-09

[holidays.mid_autumn]
name = { zh = "中秋节", en = "Mid-Autumn Festival" }
first = 2027-09-15

[holidays.national_day]
name = { zh = "国庆节", en = "National Day" }
first = 2027-10-01
last = 2027-10-03
"""
ETHNIC = """
[holidays.sanyuesan]
name = { zh = "三月三", en = "Sanyuesan" }
first = 2027-04-09
last = 2027-04-10
"""


def profile(root: Path, code: str, head: str, **years: str) -> Profile:
    folder = root / code
    (folder / "holidays").mkdir(parents=True)
    (folder / "profile.toml").write_text(
        f'code = "{code}"\nname = {{ zh = "测试", en = "Test" }}\n{head}', "utf-8"
    )
    for year, text in years.items():
        (folder / "holidays" / f"{year.lstrip('_')}.toml").write_text(text, "utf-8")
    return load(folder, {}, ["holidays"])


def city(root: Path, text: str, file: str = "2027") -> Profile:
    return profile(root, "seaside", 'city = "9901"\nletters = "SEA"\n', **{f"_{file}": text})


def told(found: Profile) -> list[str]:
    return [str(problem).removeprefix(f"{found.folder}/holidays/") for problem in check_schedules(found)]


def test_what_is_shipped_for_2027_is_the_law_alone_and_swaps_nothing() -> None:
    file = Source.read(PACKAGE / "profiles" / "national" / "holidays" / "2027.toml")
    schedule = check(file, Year).schedule(2027)
    assert schedule.off == statutory_days(2027)
    assert (schedule.worked, schedule.published) == (frozenset(), False)


def test_every_city_works_by_the_schedules_of_its_profile() -> None:
    for found in installed_profiles().values():
        assert not workdays_at(found.city).is_working_day(date(2027, 2, 5))
        assert workdays_at(found.city) is workdays_of(found)


def test_a_notice_that_names_its_days_has_no_mistake_and_is_followed(tmp_path: Path) -> None:
    found = city(tmp_path, NOTICE)
    assert told(found) == []
    days = workdays_of(found)
    assert not days.is_working_day(date(2027, 2, 12))
    assert days.is_working_day(date(2027, 2, 20))
    assert days.published_until == date(2027, 12, 24)


def test_a_city_has_a_holiday_of_its_own_beside_the_notice_and_its_neighbour_has_not(tmp_path: Path) -> None:
    base = city(tmp_path, NOTICE)
    inland = 'extends = "seaside"\ncity = "9902"\nletters = "INL"\n'
    own = profile(tmp_path, "inland", inland, _2027=ETHNIC)
    assert told(own) == []
    day = date(2027, 4, 9)
    assert (workdays_of(base).is_working_day(day), workdays_of(own).is_working_day(day)) == (True, False)
    assert workdays_of(own).is_published(day)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (
            "last = 2027-02-12",
            "last = 2027-02-01",
            "12: holidays.spring_festival.last: The last day is not",
        ),
        (
            "last = 2027-02-12",
            "last = 2028-02-12",
            "12: holidays.spring_festival.last: The last day is not",
        ),
        (
            "first = 2027-04-05",
            "first = 2026-04-05",
            "15: holidays.rest: A day lies neither in 2027 nor in",
        ),
        (
            "worked = [2027-02-20]",
            "worked = [2027-02-12]",
            "13: holidays.spring_festival.worked: 2027-02-12 is",
        ),
        (
            "worked = [2027-02-20]",
            "worked = [2027-02-19]",
            "13: holidays.spring_festival.worked: 2027-02-19 is",
        ),
        (
            "first = 2027-06-09",
            "first = 2027-06-08",
            "3: published: These days are off by law, and not said to",
        ),
        ("first = 2027-04-05", "first = 1806940800.0", "17: holidays.rest.first: Give a day, such as"),
        ("first = 2027-04-05", "first = 20270405", "17: holidays.rest.first: Give a day, such as"),
        ("first = 2027-04-05", "first = 2027.10", "17: holidays.rest.first: Give a day, such as"),
        ("first = 2027-04-05", "first = 2027-04-05T00:00:00", "17: holidays.rest.first: Give a day, such as"),
        ("first = 2027-04-05", 'first = "1806940800"', "17: holidays.rest.first: Give a day, such as"),
        (
            "worked = [2027-02-20]",
            "worked = [1.5]",
            "13: holidays.spring_festival.worked[0]: Give a day, such",
        ),
        ("published = true", "publish = true", "3: publish: There is no such field."),
        ("first = 2027-06-09", "first = 2027-06-31", "26: This is not TOML"),
    ],
)
def test_what_can_not_be_meant_is_told(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in NOTICE
    text = NOTICE.replace(was, becomes, 1)
    try:
        found = told(city(tmp_path, text))
    except ProfileError as error:
        found = [str(problem).rpartition("/")[2] for problem in error.problems]
    assert [line for line in found if line.startswith(f"2027.toml:{said}")], found


def test_a_day_may_stand_in_quotes(tmp_path: Path) -> None:
    assert told(city(tmp_path, NOTICE.replace("first = 2027-04-05", 'first = "2027-04-05"'))) == []


@pytest.mark.parametrize("name", ["next", "27", "２０２７", "1999"])
def test_a_file_that_names_no_year_is_refused(tmp_path: Path, name: str) -> None:
    assert told(city(tmp_path, NOTICE, name)) == [
        f"{name}.toml:1: The file's name is no year, such as 2027.toml."
    ]


def test_the_year_that_is_missing_is_asked_for_from_november_on(tmp_path: Path) -> None:
    without = city(tmp_path, 'source = "nobody"\n', "2025")
    asked = {
        day: year_missing(without, date.fromisoformat(day))
        for day in ("2026-10-31", "2026-11-01", "2027-03-01")
    }
    assert asked == {"2026-10-31": None, "2026-11-01": 2027, "2027-03-01": 2027}
    with_notice = profile(tmp_path, "inland", 'city = "9902"\nletters = "INL"\n', _2027=NOTICE)
    assert year_missing(with_notice, date(2026, 11, 1)) is None
    assert year_missing(with_notice, date(2027, 10, 31)) is None
    assert year_missing(with_notice, date(2027, 11, 1)) == 2028
