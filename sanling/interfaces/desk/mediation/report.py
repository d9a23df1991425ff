"""The report on people's mediation at the desk: rows that open into their disputes, and the same as Excel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.mediation import reporting
from sanling.domain.mediation.actions.download_report import download_report
from sanling.domain.mediation.reporting import (
    BYS,
    MEASURES,
    SUMMED,
    By,
    Line,
    cases,
    disputes_of,
    lines,
    rows_by,
    tells_report,
)
from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import ledgers
from sanling.domain.territory.queries import full_name
from sanling.foundation import clock
from sanling.foundation.days import today, written
from sanling.foundation.files.kinds import XLSX
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import place_of
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.responses import file_answer
from sanling.interfaces.desk.indicators.asking import Choice
from sanling.interfaces.desk.ledgers import rows_counted
from sanling.processes.figures.periods import Grain, Period, period_of, read_period
from sanling.processes.figures.words import days_in_words, period_in_words


@dataclass(frozen=True)
class Page:
    """What is asked for, and what else may be: of a place and a period, cut by something, narrowed to some rows."""

    place: str
    period: Period
    by: By
    narrowed: Mapping[By, str]
    city: str

    @property
    def asked(self) -> reporting.Asked:
        """Return the same as the report takes it."""
        return reporting.Asked(self.place, self.period.first, self.period.last, self.narrowed)

    @property
    def choices(self) -> Sequence[Choice]:
        """Return what it may be cut by and narrowed to."""
        cuts = {str(by): str(name) for by, name in BYS.items()}
        narrowings = (
            Choice(f"of_{by}", name, rows_by(self.city, by), self.narrowed.get(by, ""))
            for by, name in cuts_of()
        )
        return [Choice("by", _("Broken down by"), cuts, str(self.by)), *narrowings]

    def address(self, page: str, **other: str) -> str:
        """Return the address of a page that asks the same, but for what is said otherwise."""
        said = {
            "place": self.place,
            "period": str(self.period),
            "by": str(self.by),
            **{f"of_{by}": code for by, code in self.narrowed.items()},
            **other,
        }
        return f"{reverse(page)}?{urlencode({name: value for name, value in said.items() if value})}"

    def of_row(self, code: str) -> "Page":
        """Return the same, narrowed to a row of what it is cut by; of all together, as it is."""
        return replace(self, narrowed={**self.narrowed, self.by: code}) if code else self


@dataclass(frozen=True)
class Cell:
    """A number, in words, with the address of its disputes where it counts some."""

    name: str
    text: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A row of the report as it is shown."""

    name: str
    cells: Sequence[Cell]
    total: bool


def cuts_of() -> Iterator[tuple[By, str]]:
    """Yield what the report is cut by, in words."""
    yield from ((by, str(name)) for by, name in BYS.items())


def read(request: HttpRequest, viewer: Viewer) -> Page:
    """Return what an address asks for, of this year unless it says another period; 404 for what there isn't."""
    said = request.GET.get("period", "")
    try:
        period = read_period(said) if said else period_of(Grain.YEAR, today())
        by = By(request.GET.get("by") or By.CATEGORY)
    except ValueError:
        raise Http404 from None
    narrowed = {cut: code for cut in By if (code := request.GET.get(f"of_{cut}", ""))}
    if any(code not in rows_by(viewer.city, cut) for cut, code in narrowed.items()):
        raise Http404
    return Page(place_of(request, viewer), period, by, narrowed, viewer.city)


@require_GET
@door(tells_report)
def mediation_report(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the report of a place and a period."""
    page = read(request, viewer)
    found, total = lines(viewer, page.by, cases(viewer, page.asked))
    heads = [Head(BYS[page.by]), *(Head(name, figure=True) for name in MEASURES.values())]
    context = {
        "page": page,
        "heading": f"{full_name(page.place)} · {period_in_words(page.period)}",
        "days": days_in_words(page.period),
        "shown": Listing(heads=heads, nothing=_("Nothing has been counted here")).holding(
            [_shown(page, line) for line in (*found, total)]
        ),
        "book": page.address("desk:mediation_report_book"),
        "before": page.address("desk:mediation_report", period=str(page.period.before())),
        "source": (part := reporting.report_part(viewer.city)) and part.source,
    }
    return render(request, "desk/mediation/report.html", context)


def _shown(page: Page, line: Line) -> Shown:
    own = page.of_row(line.code)
    return Shown(
        name=line.name,
        cells=[
            Cell(
                str(name),
                _in_words(measure, line.counts[measure]),
                own.address("desk:mediation_report_rows", measure=measure) if line.counts[measure] else "",
            )
            for measure, name in MEASURES.items()
        ],
        total=not line.code,
    )


def _in_words(measure: str, count: int) -> str:
    return f"{count / 100:,.2f}" if measure == "sum" else f"{count}"


@require_GET
@door(tells_report)
def mediation_report_rows(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the disputes that a number of the report counts."""
    page, measure = read(request, viewer), request.GET.get("measure", "")
    if measure not in MEASURES:
        raise Http404
    amount = ""
    if measure in SUMMED:
        _found, total = lines(viewer, page.by, cases(viewer, page.asked))
        amount = _("%(amount)s in all") % {"amount": _in_words(measure, total.counts[measure])}
    named = [rows_by(viewer.city, by)[code] for by, code in page.narrowed.items()]
    title = " · ".join([str(MEASURES[measure]), *named])
    context = {
        "title": title,
        "heading": f"{title} · {full_name(page.place)}",
        "back": page.address("desk:mediation_report"),
        "back_to": f"{_('Report on people’s mediation')} · {period_in_words(page.period)}",
        "of": amount,
        **rows_counted(
            request, viewer, ledgers()["matters"], disputes_of(viewer, page.asked, measure), family="reported"
        ),
    }
    return render(request, "desk/rows_counted.html", context)


@require_GET
@door(tells_report)
def mediation_report_book(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hand the report out as an Excel file."""
    page = read(request, viewer)
    place = full_name(page.place)
    heading = [
        (_("Report on people’s mediation"), place),
        (_("Period"), f"{period_in_words(page.period)} ({days_in_words(page.period)})"),
        *((str(BYS[by]), rows_by(viewer.city, by)[code]) for by, code in page.narrowed.items()),
        (_("As of"), written(clock.now())),
        (_("Counted for"), viewer.name),
    ]
    made = download_report(actor=viewer, asked=page.asked, heading=heading)
    return file_answer(made, XLSX, f"{place} {_('Report on people’s mediation')} {page.period}")
