"""A place of the city."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.territory.models import Division
from sanling.domain.workflow.field_types import Asked, Box, FieldType, Wrong


class DivisionType(FieldType):
    """The path of a division."""

    code = "division"
    box = Box.PLACE
    names = "division"

    @override
    def read(self, raw: Any, asked: Asked) -> Division:
        present = Division.objects.filter(valid_until=None, path__startswith=asked.matter.division_id[:4])
        path = str(raw)
        division = present.filter(pk=path).first() if path.isascii() and path.isdigit() else None
        if division is None:
            raise Wrong(_("There is no such place in this city."))
        return division
