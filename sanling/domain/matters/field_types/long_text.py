"""Words of any number of lines."""

from typing import Any

from typing_extensions import override

from sanling.domain.matters.written import written
from sanling.domain.workflow.field_types import Asked, Box, FieldType
from sanling.foundation.cleaning import read_text


class LongTextType(FieldType):
    """Words of any number of lines."""

    code = "long_text"
    box = Box.LINES
    is_written = True

    @override
    def read(self, raw: Any, asked: Asked) -> str:
        return written(raw, asked, read_text)
