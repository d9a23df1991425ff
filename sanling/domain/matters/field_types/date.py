"""A day."""

from datetime import date
from typing import Any

from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, Wrong
from sanling.foundation.days import bounded, read_day


class DateType(FieldType):
    """A day of the calendar, ISO 8601 in an entry."""

    code = "date"
    box = Box.DAY

    @override
    def read(self, raw: Any, asked: Asked) -> date:
        try:
            return bounded(raw) if isinstance(raw, date) else read_day(str(raw))
        except ValueError as error:
            raise Wrong(str(error)) from error
