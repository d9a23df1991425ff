"""Sets documents as PDF, and pictures, with Typst. What stands in data is text: no part is ever read as markup."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst

from sanling.foundation.printing.font import FONTS


class Press:
    """Sets documents of one template, a ``.typ`` file that reads its data from ``sys.inputs.data`` as JSON.

    Kept for many documents, it is ten times as fast as one made for each.
    """

    def __init__(self, template: Path) -> None:
        self._compiler = typst.Compiler(template, root=template.parent, font_paths=_fonts())

    def pdf(self, data: Mapping[str, Any]) -> bytes:
        """Return a document as PDF; raises `typst.TypstError` where the template can't take the data."""
        return self._made(data, "pdf")

    def png(self, data: Mapping[str, Any]) -> bytes:
        """Return a document of one page as a picture for print, 220 pixels an inch; raises as `pdf` does."""
        return self._made(data, "png", ppi=220)

    def _made(self, data: Mapping[str, Any], form: Literal["pdf", "png"], ppi: float | None = None) -> bytes:
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        made = self._compiler.compile(format=form, ppi=ppi, sys_inputs=inputs)
        if not isinstance(made, bytes):
            raise TypeError("A document is one file, and a picture one page.")
        return made


def bind(documents: Iterable[bytes], to: Path | BytesIO) -> int:
    """Write the pages of PDF documents into one, in their order, and return how many they are."""
    with pikepdf.new() as bound:
        for document in documents:
            bound.pages.extend(pikepdf.open(BytesIO(document)).pages)
        pages = len(bound.pages)
        bound.save(to)
    return pages


@cache
def _fonts() -> typst.Fonts:
    """Return the one font that there is: the machine's own would look otherwise on another."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
