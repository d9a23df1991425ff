"""Ledgers of rooms, drawn and exported by what a room says of them (`people/ledgers.py`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import Ledger, Narrowed, RoomLedger, TypedFilter, ledgers
from sanling.foundation import clock
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.legible import storable_query
from sanling.interfaces.components.rooms import for_audience
from sanling.interfaces.components.texts import OneOf, PlainText, SomeOf
from sanling.interfaces.desk.choices import division_field, own_places
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import DeskPage, Section, has_post
from sanling.interfaces.desk.remembered import with_columns
from sanling.processes.exports.actions.request import TooManyExports, request_export
from sanling.processes.exports.models import BOOK

PAGE = 50


@dataclass(frozen=True)
class LedgerPages:
    """Where a row of a room's ledger leads, where one goes from its page, and where in the navigation that stands.

    They are a room's own, in its ``urls``.
    """

    ledger: str
    row: Callable[[Any], str]
    ways: Sequence[DeskPage] = ()
    section: Section = Section.WORK


@cache
def pages_of(ledger: str) -> LedgerPages | None:
    """Return the pages of a room's ledger, if it has some, of the `LEDGER_PAGES` of each room's ``urls`` module."""
    said = (pages for urls in for_audience("desk", "urls") for pages in getattr(urls, "LEDGER_PAGES", ()))
    return next((pages for pages in said if pages.ledger == ledger), None)


class NarrowForm(forms.Form):
    """A ledger's filters, words, place, days and columns; everything is optional."""

    words = PlainText(
        label=gettext_lazy("Words of the name"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Name or pinyin")}),
    )
    first = DayField(gettext_lazy("From"))
    last = DayField(gettext_lazy("Until"))
    col = SomeOf(required=False, label=gettext_lazy("Columns"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, ledger: RoomLedger, viewer: Viewer, data: QueryDict) -> None:
        """Offer what the viewer's city has."""
        shown = data.copy()
        # Ticked are the columns that are shown, also when none were chosen.
        shown.setlist("col", [column.code for column in ledger.columns(data.getlist("col"), Narrowed())])
        super().__init__(shown, auto_id="filter_%s")
        self.ledger = ledger
        self.fields["col"] = SomeOf(
            required=False,
            label=_("Columns"),
            choices=[(column.code, column.label) for column in ledger.of_rows],
            widget=forms.CheckboxSelectMultiple,
        )
        for narrowing in ledger.filters:
            if isinstance(narrowing, TypedFilter):
                line = PlainText(required=False, label=narrowing.label, max_length=narrowing.longest)
                self.fields[narrowing.code] = line
                continue
            choices = [("", _("All")), *narrowing.choices(viewer.city).items()]
            self.fields[narrowing.code] = OneOf(required=False, label=narrowing.label, choices=choices)
        if ledger.place:
            self.fields["division"] = division_field(
                viewer.city, own_places(viewer), label=_("Division"), required=False
            )
        for name in ("words",) * (not ledger.found_by) + ("first", "last") * (not ledger.when):
            del self.fields[name]

    def criteria(self) -> Narrowed:
        """Return what a valid form narrows the ledger to."""
        cleaned = self.cleaned_data
        choices = {narrowing.code: cleaned[narrowing.code] for narrowing in self.ledger.filters}
        return Narrowed(
            choices={code: choice for code, choice in choices.items() if choice},
            words=cleaned.get("words", ""),
            division=cleaned.get("division", ""),
            first=cleaned.get("first"),
            last=cleaned.get("last"),
        )


@require_GET
@door(has_post)
def room_ledger(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """Show a page of a room's ledger; wrong filters are told beside their fields, and then nothing is listed."""
    ledger = _open(viewer, code)
    query = with_columns(viewer, code, request.GET)
    form = NarrowForm(ledger, viewer, query)
    pages = pages_of(code)
    context: dict[str, Any] = {
        "ledger": ledger,
        "ways": [way for way in pages.ways if way.may(viewer)] if pages else [],
        "form": form,
        "address": query.urlencode(),
        "here": request.GET.urlencode(),
        "filters": [bound for bound in form.visible_fields() if bound.name != "col"],
    }
    if not form.is_valid():
        return render(request, "desk/room_ledger.html", context, status=422)
    columns = ledger.columns(query.getlist("col"), form.criteria())
    found = ledger.read(ledger.find(viewer, form.criteria(), clock.now()), columns)
    context["shown"] = rows_listed(request, viewer, ledger, found, columns)
    return render(request, "desk/room_ledger.html", context)


def rows_listed(
    request: HttpRequest, viewer: Viewer, ledger: Ledger, found: QuerySet[Any], columns: Sequence[Any]
) -> Listing:
    """Return the asked page of some rows of a ledger, the newest first, in these columns (`desk/ledger_rows.html`)."""
    pages = pages_of(ledger.code)
    rows, page = newest_first(request, found, PAGE)
    sheet = ledger.sheets(viewer, clock.now())(rows)
    return Listing(
        heads=[Head(column.label) for column in columns],
        linked=pages is not None,
        nothing=_("No row meets these filters"),
        icon="clipboard-list",
        rows=[
            (pages.row(row) if pages else "", [(column, column.value(row, sheet)) for column in columns])
            for row in rows
        ],
        page=page,
    )


def rows_counted(
    request: HttpRequest, viewer: Viewer, ledger: Ledger, found: QuerySet[Any], family: str = ""
) -> dict[str, Any]:
    """Return what a page of the rows behind a number shows (`desk/rows_counted.html`): how many, and a page of them.

    Where the ledger has rows of several families, they stand in the columns of theirs.
    """
    said = {"family": family} if family and "family" in ledger.criteria.model_fields else {}
    columns = ledger.columns([], ledger.criteria(**said))
    shown = rows_listed(request, viewer, ledger, ledger.read(found, columns), columns)
    return {"count": found.count(), "shown": shown}


@require_POST
@door(has_post)
def export_room_ledger(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """Ask for a room's ledger of the sent filters as a file."""
    ledger = _open(viewer, code)
    back = reverse("desk:room_ledger", args=[code])
    return export(request, viewer, ledger, lambda query: NarrowForm(ledger, viewer, query), back)


class CriteriaForm(Protocol):
    """A ledger's filters as a form."""

    def is_valid(self) -> bool:
        """Tell whether they can be used."""

    def criteria(self) -> Any:
        """Return what a valid form narrows the ledger to."""


def export(
    request: HttpRequest,
    viewer: Viewer,
    ledger: Ledger,
    form_of: Callable[[QueryDict], CriteriaForm],
    back: str,
    *,
    written_as: str = BOOK,
) -> HttpResponse:
    """Ask for a ledger as a file, in the filters, columns and order of its address, and lead to the exports.

    It is a workbook, or ``written_as`` one of its own forms. Wrong filters lead ``back`` to the ledger.
    """
    query = storable_query(QueryDict(request.POST.get("query", "")))
    form = form_of(query)
    if not form.is_valid():
        messages.error(request, _("These filters can't be exported. Please look at the ledger again."))
        return redirect(back)
    try:
        request_export(
            actor=viewer,
            ledger=ledger.code,
            criteria=form.criteria(),
            columns=query.getlist("col"),
            sort=query.get("sort", ""),
            language=get_language() or "zh-hans",
            form=written_as,
        )
    except TooManyExports:
        messages.error(request, _("Three exports are under way already. Please wait until one is done."))
    return redirect("desk:exports")


def _open(viewer: Viewer, code: str) -> RoomLedger:
    ledger = ledgers().get(code)
    if not isinstance(ledger, RoomLedger):
        raise Http404
    if not ledger.may(viewer):
        raise PermissionDenied
    return ledger
