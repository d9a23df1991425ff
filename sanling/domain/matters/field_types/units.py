"""Units that are called in to a matter."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.matters.field_types.unit import UnitType
from sanling.domain.people.models import Unit
from sanling.domain.workflow.field_types import Asked, Box, Wrong

MOST = 20


class UnitsType(UnitType):
    """The keys of units."""

    code = "units"
    box = Box.ROWS
    is_list = True

    @override
    def read(self, raw: Any, asked: Asked) -> Any:
        if not isinstance(raw, list | tuple) or len(raw) > MOST:
            raise Wrong(_("Please choose from the list."))
        units: list[Unit] = [super(UnitsType, self).read(key, asked) for key in dict.fromkeys(map(str, raw))]
        return units
