"""Yes or no."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, RowNames, Wrong
from sanling.domain.workflow.schema import FormField


class BooleanType(FieldType):
    """A box that is ticked or not; a required one must be."""

    code = "boolean"
    box = Box.TICK

    @override
    def read(self, raw: Any, asked: Asked) -> bool:
        if raw in (True, "true", "on", "1", 1):
            return True
        if raw in (False, "false", "off", "0", 0):
            if asked.field.required:
                raise Wrong(_("Please confirm this."))
            return False
        raise Wrong(_("Please answer yes or no."))

    @override
    def show(self, value: Any, field: FormField, names: RowNames) -> str:
        return _("Yes") if value else _("No")
