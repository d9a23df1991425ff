"""The bulletin: a publication as a Word document, by a template that the city edits in Word (`bulletin.docx`).

Whatever stands in data is text there, never markup. What a template may name is `bulletin_context`, told in
docs/new-city.md.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import override
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Length, Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from sanling.domain.publications.models import Publication
from sanling.domain.publications.queries import Reading, Told
from sanling.domain.publications.wording import in_language, period_in_words
from sanling.foundation.calendar import CHINA
from sanling.foundation.printing.press import Press
from sanling.foundation.profile.early import lineage
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.rates import Rate

FILE = "bulletin.docx"
WIDTH = Mm(160)
# More bars than fit on a page are told by the table alone.
MOST_BARS = 40


class BrokenTemplate(Exception):
    """A template of the city can't be used; it says why."""


def template_of(city: str, name: str = FILE) -> Path:
    """Return a city's template of bulletins: its own, or the nearest of what its profile extends."""
    folders = lineage(profile_for(city).folder)
    return next(folder / name for folder in folders if (folder / name).is_file())


def bulletin(told: Reading, template: Path) -> bytes:
    """Return a publication, as a reader is told it, as a Word document; raises `BrokenTemplate`."""
    return filled_in(template, bulletin_context(told), {"chart": _chart(told)})


def filled_in(
    template: Path, context: Mapping[str, Any], pictures: Mapping[str, bytes], *, width: Length = WIDTH
) -> bytes:
    """Return a template filled in, as a Word document, its pictures usually as wide as a page; raises `BrokenTemplate`.

    Of a picture that there isn't (no bytes) the word is empty.
    """
    try:
        document = DocxTemplate(template)
        drawn = {
            name: InlineImage(document, BytesIO(picture), width=width) if picture else ""
            for name, picture in pictures.items()
        }
        environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
        document.render({**context, **drawn}, environment, autoescape=True)
        made = BytesIO()
        document.save(made)
    except (
        TemplateError,
        PackageNotFoundError,
        BadZipFile,
        SyntaxError,
        UnrecognizedImageError,
        KeyError,
        ValueError,
        TypeError,
    ) as error:
        raise BrokenTemplate(f"{template.name}: {error}") from error
    return made.getvalue()


def bulletin_context(told: Reading) -> dict[str, Any]:
    """Return all that a template may name, in Chinese, as bulletins are."""
    publication = told.publication
    with override("zh-hans"):
        words = publication.words
        groups = list(told.lines[0].printed.groups) if told.lines else []
        rows = [_row(line, groups) for line in told.lines]
        return {
            **imprint(publication),
            "indicator": in_language(words["indicator"]),
            "definition": in_language(words["definition"]),
            "version": publication.version,
            "narrowed": "、".join(in_language(name) for name in words["narrowed"]),
            "ranked": publication.ranked,
            "groups": [in_language(words["groups"][code]) for code in groups],
            "lines": rows,
            "hidden": told.hidden,
        }


def imprint(publication: Publication) -> dict[str, Any]:
    """Return what a template may name of any publication: title, number, place and period, who, when and how."""
    words = publication.words
    return {
        "title": publication.title,
        "draft": publication.published_at is None,
        "number": publication.number or "",
        "year": publication.published_at.astimezone(CHINA).year if publication.published_at else "",
        "period": period_in_words(words["period"]),
        "place": in_language(words["place"]),
        "method": in_language(words["method"]),
        "as_of": _day(publication.as_of),
        "drafted_by": publication.drafted_by.name,
        "published_by": publication.published_by.name if publication.published_by else "",
        "published_on": _day(publication.published_at),
        "remarks": publication.remarks.splitlines(),
        "replaces": publication.replaces.title if publication.replaces else "",
        "reason": publication.reason,
    }


def _row(line: Told, groups: Sequence[str]) -> Mapping[str, Any]:
    row = line.printed
    return {
        "rank": "—" if row.rank is None else row.rank,
        "name": "合计" if row.whole else line.name,
        "whole": row.whole,
        **_rate(row.rate),
        "open": row.open,
        "groups": [_rate(row.groups[code]) for code in groups],
        "change": _change(row.rate - row.before),
        "year_change": _change(row.rate - row.last_year),
    }


def _rate(rate: Rate) -> Mapping[str, Any]:
    return {"rate": str(rate), "numerator": rate.numerator, "denominator": rate.denominator}


def _change(points: Decimal | None) -> str:
    return "—" if points is None else f"{points:+}" if points else f"{points}"


def _day(at: Any) -> str:
    if at is None:
        return ""
    there = at.astimezone(CHINA)
    return f"{there.year}年{there.month}月{there.day}日"


def _chart(told: Reading) -> bytes:
    """Return the bars of the units, as PNG; nothing where there are none, or too many to be read."""
    bars = [line for line in told.lines if not line.printed.whole]
    if not 0 < len(bars) <= MOST_BARS:
        return b""
    return bars_drawn(
        [
            (
                line.name,
                float(line.printed.rate.percent or 0),
                f"{line.printed.rate}（{line.printed.rate.numerator}/{line.printed.rate.denominator}）",
            )
            for line in bars
        ]
    )


def bars_drawn(bars: Sequence[tuple[str, float, str]]) -> bytes:
    """Return bars as PNG: each with its name, how long it is in percent, and what is told beside it."""
    rows = [{"name": name, "percent": percent, "told": told} for name, percent, told in bars]
    return _press().png({"bars": rows})


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("chart.typ"))
