"""One of the options that the definition lists."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, RowNames, Wrong
from sanling.domain.workflow.schema import FormField


class ChoiceType(FieldType):
    """The code of an option."""

    code = "choice"
    box = Box.OPTIONS
    has_options = True

    @override
    def read(self, raw: Any, asked: Asked) -> str:
        if not isinstance(raw, str) or raw not in {option.code for option in asked.field.options}:
            raise Wrong(_("Please choose one of the options."))
        return raw

    @override
    def show(self, value: Any, field: FormField, names: RowNames) -> str:
        return next((str(option.name) for option in field.options if option.code == value), str(value))
