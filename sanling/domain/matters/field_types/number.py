"""A whole number."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, Wrong
from sanling.foundation.calendar import Allowance
from sanling.foundation.cleaning import read_whole

LARGEST = 1_000_000_000


class NumberType(FieldType):
    """A whole number from 0 to what the definition bounds."""

    code = "number"
    box = Box.NUMBER
    bound: ClassVar[type[int | Allowance] | None] = int

    @override
    def read(self, raw: Any, asked: Asked) -> int:
        try:
            number = read_whole(str(raw))
        except ValueError as error:
            raise Wrong(str(error)) from error
        most = asked.field.most
        largest = most.amount if isinstance(most, Allowance) else LARGEST if most is None else most
        if not 0 <= number <= largest:
            raise Wrong(_("Please give a number from 0 to %(most)d.") % {"most": largest})
        return number
