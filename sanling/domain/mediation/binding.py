"""The file of a dispute as one PDF: cover, catalogue with true page numbers, each item, and what was brought."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from django.utils.translation import override
from PIL import Image, ImageOps

from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.mediation.casefile import Casefile, Held
from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.naming import ITEMS
from sanling.domain.mediation.papers import agreement_pdf, printed
from sanling.foundation.days import day_of
from sanling.foundation.files.store import open_file
from sanling.foundation.printing.press import Press

# A picture is laid on a page of A4 at so many pixels an inch, with a margin.
_WIDE, _HIGH, _MARGIN, _PER_INCH = 1240, 1754, 90, 150
_CATALOGUE = 1


def casefile_pdf(file: Casefile, *, url_of: Callable[[Agreement], str]) -> bytes:
    """Return the whole file, in Chinese, as its law is; ``url_of`` says where an agreement is checked.

    Raises `Unprintable`.
    """
    with override("zh-hans"):
        parts = [(held, [*_pages(held, url_of)]) for held in file.held.values() if held.is_there]
        with pikepdf.new() as bound:
            first = _CATALOGUE + 2
            catalogue: list[list[str]] = []
            for held, documents in parts:
                pages = sum(_count(document) for document in documents)
                catalogue.append([str(len(catalogue) + 1), str(ITEMS[held.item]), _span(first, pages)])
                first += pages
            front = [_cover(file, first - 1), _catalogue(catalogue)]
            for document in (*front, *(page for _held, documents in parts for page in documents)):
                bound.pages.extend(pikepdf.open(BytesIO(document)).pages)
            _number(bound)
            made = BytesIO()
            bound.save(made)
    return made.getvalue()


def _cover(file: Casefile, pages: int) -> bytes:
    matter = file.matter
    lines = [
        ["案由", matter.title],
        ["编号", matter.number],
        ["调解员", matter.assignee.name if matter.assignee else ""],
        ["起止日期", days_of(matter)],
        ["页数", str(pages)],
    ]
    return _set({"sort": "cover", "title": "人民调解卷宗", "number": file.number, "lines": lines})


def days_of(matter: Matter) -> str:
    """Return from which day a dispute was here, and until which, if it has ended."""
    return f"{day_of(matter.registered_at)} — {day_of(matter.ended_at) if matter.ended_at else ''}"


def _catalogue(lines: Sequence[Sequence[str]]) -> bytes:
    head = ["序号", "文件名称", "页码"]
    return _set({"sort": "catalogue", "title": "卷内目录", "lines": [head, *lines]})


def _span(first: int, pages: int) -> str:
    return str(first) if pages == 1 else f"{first}–{first + pages - 1}"


def _pages(held: Held, url_of: Callable[[Agreement], str]) -> Iterator[bytes]:
    if held.sheets:
        sheets = [
            {"heading": sheet.heading, "lines": sheet.lines, "texts": [text for text in sheet.texts if text]}
            for sheet in held.sheets
        ]
        yield _set({"sort": "item", "title": str(ITEMS[held.item]), "sheets": sheets})
    for agreement in held.agreements:
        yield agreement_pdf(agreement, url_of(agreement))
    for attachment in held.files:
        page = _brought(attachment)
        if page is not None:
            yield page


def _brought(attachment: Attachment) -> bytes | None:
    """Return a file that somebody brought as pages: a picture on one, a PDF as it is; nothing for any other."""
    kind = attachment.file.media_type
    if not (kind.startswith("image/") or kind == "application/pdf"):
        return None
    try:
        with open_file(attachment.file) as content:
            brought = content.read()
        if kind == "application/pdf":
            return brought if _count(brought) else None
        return _picture(brought)
    except (FileNotFoundError, pikepdf.PdfError, OSError):
        # Lost, locked or broken: the catalogue counts what can be read.
        return None


def _picture(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((_WIDE - 2 * _MARGIN, _HIGH - 2 * _MARGIN))
    page = Image.new("RGB", (_WIDE, _HIGH), "white")
    page.paste(picture, ((_WIDE - picture.width) // 2, _MARGIN))
    made = BytesIO()
    page.save(made, "PDF", resolution=_PER_INCH, quality=80)
    return made.getvalue()


def _number(bound: pikepdf.Pdf) -> None:
    """Lay the number of each page over its upper corner."""
    numbers = pikepdf.open(BytesIO(_set({"sort": "numbers", "title": "", "pages": len(bound.pages)})))
    for page, number in zip(bound.pages, numbers.pages, strict=True):
        page.add_overlay(number, None)


def _count(document: bytes) -> int:
    with pikepdf.open(BytesIO(document)) as opened:
        return len(opened.pages)


def _set(data: Mapping[str, Any]) -> bytes:
    return printed(_press(), data)


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("casefile.typ"))
