"""One to five stars."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, RowNames, Wrong
from sanling.domain.workflow.schema import FormField


class RatingType(FieldType):
    """From 1, the worst, to 5."""

    code = "rating"
    box = Box.STARS

    @override
    def read(self, raw: Any, asked: Asked) -> int:
        if str(raw) not in {"1", "2", "3", "4", "5"}:
            raise Wrong(_("Please choose from 1 to 5."))
        return int(raw)

    @override
    def show(self, value: Any, field: FormField, names: RowNames) -> str:
        return _("%(value)s of 5 points") % {"value": value}
