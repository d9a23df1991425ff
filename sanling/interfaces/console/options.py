"""Kinds of options, and the one that says which city a command is for."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.core.exceptions import ValidationError

from sanling.foundation.cleaning import fold
from sanling.foundation.days import read_day
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import UnknownProfileError
from sanling.foundation.profile.served import served, served_under, the_city


class Day(click.ParamType[date]):
    """A day, written as 2026-11-22."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it."""
        try:
            return value if isinstance(value, date) else read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class DiskFile(click.Path):
    """A file that is there and can be read again from its beginning: no folder, pipe or device."""

    def __init__(self) -> None:
        """Have it given as a Path."""
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Find it."""
        found = super().convert(value, param, ctx)
        if not Path(os.fsdecode(found)).is_file():
            named = click.format_filename(value)
            self.fail(f"{named} is a pipe or a device, and is read only once: save it as a file.", param, ctx)
        return found


DAY = Day()
FILE = DiskFile()
CITY = click.option(
    "--city", default="", metavar="CITY", help="Which city (its profile or digits), where several are served."
)


def city_named(typed: str) -> Profile:
    """Return the city that ``--city`` names, else the only one; raises UsageError."""
    try:
        found = served_under(fold(typed)) if typed else the_city()
    except UnknownProfileError as error:
        raise click.BadParameter(str(error), param_hint="--city") from None
    if found is None:
        codes = ", ".join(profile.code for profile in served())
        raise click.UsageError(f"Several cities are served here: say which with --city ({codes}).")
    return found


def refusal(error: ValidationError) -> str:
    """Return what is wrong with each field, in a line."""
    return "; ".join(f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items())
