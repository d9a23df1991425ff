"""The holiday schedules that a profile carries: `holidays/2027.toml`, one file a year.

The base says what the State Council's notice says; a city says what differs from it, such as days off of its own
(全国年节及纪念日放假办法, art. 4). What a file says goes before what came with the library.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from sanling.foundation.labels import Label, Wording
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile, check
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.source import Day, Part, Problem, ProfileError, Source
from sanling.foundation.workdays import Schedule, Workdays, is_in_library, statutory_days

FOLDER = "holidays"
_LONGEST = timedelta(days=31)
_NAMED = re.compile(r"20[0-9]{2}")


class Holiday(Part):
    """Days off that belong together, and the days that are worked for them."""

    name: Label
    first: Day
    last: Day | None = None
    worked: tuple[Day, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days off; none where the first comes after the last, or they are more than a month."""
        length = (self.last or self.first) - self.first
        return (
            tuple(self.first + timedelta(days=n) for n in range(length.days + 1)) if length < _LONGEST else ()
        )


class Year(Part):
    """A file of the folder: the holidays of one year."""

    # The notice or law that says so, and where it can be read.
    source: Wording
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    # Whether it is the State Council's schedule; days that rest on another are provisional.
    published: bool = False
    holidays: Mapping[str, Holiday] = {}

    def schedule(self, year: int) -> Schedule:
        """Return the same by days."""
        every = self.holidays.values()
        off = frozenset(day for holiday in every for day in holiday.days)
        worked = frozenset(day for holiday in every for day in holiday.worked)
        return Schedule(year, self.published, off, worked)


def workdays_at(path: str) -> Workdays:
    """Return which days are worked in the city of a division path."""
    return workdays_of(profile_for(path))


@kept_with_profile
def workdays_of(profile: Profile) -> Workdays:
    """Return which days are worked by a profile."""
    return Workdays(check(file, Year).schedule(int(file.path.stem)) for file in profile.files(FOLDER))


def year_missing(profile: Profile, today: date) -> int | None:
    """Return the year whose schedule should be known by now and isn't: this one, and from November on the next."""
    wanted = today.year + (today.month >= 11)
    days = workdays_of(profile)
    return next((year for year in (today.year, wanted) if not days.is_published(date(year, 1, 1))), None)


def check_schedules(profile: Profile) -> Iterator[Problem]:
    """Yield what is wrong with a profile's holidays."""
    for file in profile.files(FOLDER):
        if not _NAMED.fullmatch(file.path.stem):
            yield file.problem((), "The file's name is no year, such as 2027.toml.")
            continue
        try:
            yield from _problems(file, check(file, Year))
        except ProfileError as error:
            yield from error.problems


def _problems(file: Source, said: Year) -> Iterator[Problem]:
    year = int(file.path.stem)
    schedule = said.schedule(year)
    for code, holiday in said.holidays.items():
        loc = ("holidays", code)
        if not holiday.days:
            yield file.problem((*loc, "last"), "The last day is not within a month after the first.")
        if any(not _belongs(day, year) for day in (*holiday.days, *holiday.worked)):
            yield file.problem(loc, f"A day lies neither in {year} nor in the December before.")
        for day in holiday.worked:
            if day in schedule.off:
                yield file.problem((*loc, "worked"), f"{day} is said to be off as well.")
            elif not _may_be_worked(day):
                yield file.problem((*loc, "worked"), f"{day} is a working day anyway, or off by law.")
    missing = () if is_in_library(year) else sorted(statutory_days(year) - schedule.off)
    if said.published and missing:
        days = ", ".join(day.isoformat() for day in missing)
        yield file.problem(("published",), f"These days are off by law, and not said to be: {days}.")


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year, day.month) == (year - 1, 12)


def _may_be_worked(day: date) -> bool:
    """Tell whether it can say something new that a day is worked."""
    if is_in_library(day.year):
        return True
    return day.weekday() >= 5 and day not in statutory_days(day.year)
