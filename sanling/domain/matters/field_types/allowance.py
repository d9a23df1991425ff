"""More time, in the unit in which the clock counts."""

from typing import Any

from typing_extensions import override

from sanling.domain.matters.field_types.number import Number
from sanling.domain.workflow.field_types import Names
from sanling.domain.workflow.schema import FormField
from sanling.domain.workflow.spans import in_words
from sanling.foundation.calendar import Allowance as Span


class Allowance(Number):
    """How many days, or hours, of those that `most` is said in."""

    code = "allowance"
    bound = Span
    is_bounded = True

    @override
    def show(self, value: Any, field: FormField, names: Names) -> str:
        return in_words(Span(value, field.most.unit)) if isinstance(field.most, Span) else str(value)
