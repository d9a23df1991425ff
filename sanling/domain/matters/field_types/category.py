"""A category of the matter's kind."""

from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, Wrong
from sanling.foundation.profile.registry import profile_for


class CategoryType(FieldType):
    """The code of a category."""

    code = "category"
    box = Box.OPTIONS

    @override
    def read(self, raw: Any, asked: Asked) -> str:
        if not isinstance(raw, str) or raw not in dict(self.options(asked)):
            raise Wrong(_("Please choose one of the options."))
        return raw

    @override
    def options(self, asked: Asked) -> list[tuple[str, str]]:
        part = profile_for(asked.matter.division_id[:4]).part("matters")
        return [(category.code, str(category.name)) for category in part.categories(asked.matter.kind)]

    @override
    def initial(self, asked: Asked) -> str:
        return str(asked.matter.category)
