"""Half a day of the square."""

from datetime import date
from typing import Any

from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, RowNames, Wrong
from sanling.domain.workflow.schema import FormField
from sanling.foundation.days import read_day

HALVES = {"am": "上午", "pm": "下午"}


class SlotType(FieldType):
    """A day and a half of it: "2026-12-01 am"."""

    code = "slot"
    box = Box.LINE

    @override
    def read(self, raw: Any, asked: Asked) -> tuple[date, str]:
        day, _space, half = str(raw).partition(" ")
        if half not in HALVES:
            raise Wrong("am or pm")
        try:
            return read_day(day), half
        except ValueError as error:
            raise Wrong(str(error)) from error

    @override
    def show(self, value: Any, field: FormField, names: RowNames) -> str:
        day, _space, half = str(value).partition(" ")
        return f"{day} {HALVES[half]}"
