"""A monthly bulletin as it was printed, beside what it would say now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.indicators.config import Form
from sanling.domain.people.access import Viewer
from sanling.domain.publications.models import Publication
from sanling.domain.publications.wording import in_language
from sanling.interfaces.components.figures.addresses import address
from sanling.interfaces.components.items import Head, Listing
from sanling.processes.figures.breakdown import Line
from sanling.processes.figures.bulletins.compiling import may_draft_bulletin, now_beside
from sanling.processes.figures.bulletins.contents import Contents, Part
from sanling.processes.figures.indicators import Asked
from sanling.processes.figures.periods import Grain, Period, period_of
from sanling.processes.figures.words import Told, days_in_words, in_words


@dataclass(frozen=True)
class Cell:
    """A number as it was printed, the counts that it is of, and what it is now where that is otherwise."""

    head: str
    text: str
    counts: str
    now: str


@dataclass(frozen=True)
class Row:
    """A figure, a place or a kind with its numbers; of a figure its changes, too."""

    name: str
    cells: Sequence[Cell]
    changes: Sequence[tuple[str, Told]] = ()


def monthly_page(viewer: Viewer, publication: Publication) -> Mapping[str, Any]:
    """Return what the page of a bulletin shows, besides what it shows of any publication."""
    printed = Contents.read(publication.contents or {})
    now = now_beside(viewer, publication)
    tables = [
        (_("Figures"), _listing(_("Indicator"), (PRINTED, *CHANGES), _whole(printed, now))),
        *(
            (title, _listing(unit, _names(printed), list(_parts(printed, parts, beside))))
            for title, unit, parts, beside in (
                (_("By division"), _("Division"), printed.places, now.places if now else None),
                (_("By kind"), _("Kind"), printed.kinds, now.kinds if now else None),
            )
            if parts
        ),
    ]
    return {
        "days": days_in_words(Period(Grain.RANGE, publication.period, printed.last)),
        "changed": [(in_language(words), worse) for words, worse in printed.changed],
        "tables": tables,
        "live": now is not None,
        "moved": any(cell.now for _title, table in tables for row in table.rows for cell in row.cells),
        "hidden": [str(printed.figures[code].name) for code in printed.hidden],
        "definitions": [
            (found.figure, in_language(found.above), in_language(found.below) if found.below else "")
            for found in printed.definitions
        ],
    }


PRINTED = gettext_lazy("As printed")
CHANGES = (gettext_lazy("Change on the period before"), gettext_lazy("Change on the year before"))


def correct_monthly_url(viewer: Viewer, publication: Publication) -> str:
    """Return where a correction of a bulletin is drafted, for who may."""
    if not may_draft_bulletin(viewer, publication.place_id):
        return ""
    asked = Asked(publication.place_id, period_of(Grain.MONTH, publication.period))
    return address("desk:draft_bulletin", asked, replaces=str(publication.pk))


def _listing(unit: str, heads: Sequence[Any], rows: Sequence[Row]) -> Listing:
    return Listing(
        heads=[Head(unit), *(Head(head, figure=True) for head in heads)],
        nothing=gettext_lazy("These figures are not told here"),
        what_to_do=gettext_lazy(
            "They count few persons or petitions: who doesn’t see these isn’t told their numbers either."
        ),
        icon="lock",
        rows=rows,
    )


def _names(printed: Contents) -> Sequence[str]:
    return [str(printed.figures[code].name) for code in printed.key]


def _whole(printed: Contents, now: Contents | None) -> list[Row]:
    return [
        Row(
            str(printed.figures[code].name),
            [_cell(str(PRINTED), line, now.whole.get(code) if now else None)],
            list(zip(map(str, CHANGES), (Told.of(line), Told.of(line, yearly=True)), strict=True)),
        )
        for code in (*printed.key, *(code for code in printed.figures if code not in printed.key))
        if (line := printed.whole.get(code))
    ]


def _parts(printed: Contents, parts: Sequence[Part], beside: Sequence[Part] | None) -> Iterator[Row]:
    now = {part.unit: part.lines for part in beside or ()}
    for part in parts:
        cells = [
            _cell(str(printed.figures[code].name), part.lines.get(code), now.get(part.unit, {}).get(code))
            for code in printed.key
        ]
        yield Row(in_language(part.name), cells)


def _cell(head: str, line: Line | None, now: Line | None) -> Cell:
    """Return a number; of what isn't told, or wouldn't be now, a dash and nothing beside."""
    if line is None:
        return Cell(head, "—", "", "")
    text = in_words(line.now)
    return Cell(head, text, _counts(line), in_words(now.now) if now and now.now != line.now else "")


def _counts(line: Line) -> str:
    rate = line.now.figure.form is Form.RATE
    return f"{line.now.numerator}/{line.now.denominator}" if rate else ""
