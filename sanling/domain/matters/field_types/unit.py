"""A unit to which a matter may go."""

from collections.abc import Hashable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.matters.choosing import chosen_by, key_of, units_within
from sanling.domain.people.models import Unit
from sanling.domain.workflow.field_types import Asked, Box, FieldType, Wrong


class UnitType(FieldType):
    """The key of a unit."""

    code = "unit"
    box = Box.ROW
    is_selected = True
    names = "unit"

    @override
    def read(self, raw: Any, asked: Asked) -> Unit:
        unit = self.rows(asked).filter(pk=key_of(raw)).first()
        if unit is None:
            raise Wrong(_("This unit can't be chosen here."))
        return unit

    @override
    def depends_on(self, asked: Asked) -> Hashable:
        return chosen_by(asked.matter)

    @override
    def rows(self, asked: Asked) -> QuerySet[Unit]:
        return units_within(asked.matter, asked.field.select or "any")
