"""Kinds of options."""

from datetime import date
from typing import Any

import click

from sanling.foundation.days import read_day


class Day(click.ParamType[date]):
    """A day, written as 2026-11-22."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it."""
        try:
            return value if isinstance(value, date) else read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


DAY = Day()
