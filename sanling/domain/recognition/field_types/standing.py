"""How the subject of a warning stands: its colour in a month, with the reasons of the evaluation."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from sanling.domain.workflow.field_types import Asked, Box, FieldType, RowNames, Wrong
from sanling.domain.workflow.schema import FormField
from sanling.foundation.labels import Label


class StandingType(FieldType):
    """What `standing.Standing` keeps; facts and rules stay in the entry, words of the page say the colour only."""

    code = "standing"
    box = Box.LINE

    @override
    def read(self, raw: Any, asked: Asked) -> Mapping[str, Any]:
        # Computed by the system: nobody types it.
        if not isinstance(raw, Mapping):
            raise Wrong("a standing")
        return raw

    @override
    def show(self, value: Any, field: FormField, names: RowNames) -> str:
        colour = str(Label.model_validate(value["name"]))
        return f"{colour} · {value['month']}" if value["month"] else colour
