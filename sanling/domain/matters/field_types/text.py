"""A line of words."""

from typing import Any

from typing_extensions import override

from sanling.domain.matters.written import written
from sanling.domain.workflow.field_types import Asked, Box, FieldType
from sanling.foundation.cleaning import read_line


class TextType(FieldType):
    """Words on one line."""

    code = "text"
    box = Box.LINE
    is_written = True

    @override
    def read(self, raw: Any, asked: Asked) -> str:
        return written(raw, asked, read_line)
