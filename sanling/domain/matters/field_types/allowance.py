"""More time, in the unit in which the clock counts."""

from typing import Any

from typing_extensions import override

from sanling.domain.matters.field_types.number import NumberType
from sanling.domain.workflow.field_types import RowNames
from sanling.domain.workflow.schema import FormField
from sanling.domain.workflow.spans import in_words
from sanling.foundation.calendar import Allowance


class AllowanceType(NumberType):
    """How many days, or hours, of those that `most` is said in."""

    code = "allowance"
    bound = Allowance
    is_bounded = True

    @override
    def show(self, value: Any, field: FormField, names: RowNames) -> str:
        return (
            in_words(Allowance(value, field.most.unit)) if isinstance(field.most, Allowance) else str(value)
        )
