"""A figure as an Excel file: what its page shows, of the same place, days and parts."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.territory.models import Division
from sanling.foundation import clock
from sanling.foundation.days import today, written
from sanling.foundation.files.kinds import XLSX
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import tells_figures
from sanling.interfaces.components.responses import file_answer
from sanling.interfaces.desk.figures.asking import Page, read, unit_name
from sanling.interfaces.desk.figures.figures import called, in_moments
from sanling.processes.figures.actions.download_book import download_book
from sanling.processes.figures.book import Table
from sanling.processes.figures.breakdown import Breakdown, breakdown
from sanling.processes.figures.queries import TIMES
from sanling.processes.figures.words import days_in_words, period_in_words


@require_GET
@door(tells_figures)
def figure_book(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hand out what the page of the same address shows."""
    page = read(request, viewer)
    asked = in_moments(page.asked)
    told = breakdown(viewer, asked, page.figure, today())
    place = Division.objects.get(path=asked.place).name
    trend = asked.by in TIMES
    table = Table(
        unit=unit_name(page.figure, asked.by),
        lines=called(viewer, asked, told),
        total=None if (trend and told.figure.form.stands) or not told.lines else told.total,
        trend=trend,
    )
    heading = list(_heading(viewer, page, told, place))
    made = download_book(actor=viewer, asked=asked, told=told, table=table, heading=heading)
    return file_answer(made, XLSX, f"{place} {page.figure.name} {asked.period}")


def _heading(viewer: Viewer, page: Page, told: Breakdown, place: str) -> Iterator[tuple[str, str]]:
    """Yield what the file is of: the figure, the place, the days, what it is narrowed to, when and for whom."""
    yield _("Indicator"), str(page.figure.name)
    yield _("Division"), place
    yield _("Period"), f"{period_in_words(page.asked.period)} ({days_in_words(told.compared.now)})"
    for choice in page.choices:
        if choice.name not in ("figure", "by") and choice.value:
            yield choice.label, str(choice.options[choice.value])
    yield _("As of"), written(clock.now())
    yield _("Counted for"), viewer.name
