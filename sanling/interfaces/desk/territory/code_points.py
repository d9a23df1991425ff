"""Code points: where posters hang, with a page of each to print."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sanling.domain.matters.code_points import (
    CODE_POINTS,
    CodePointCriteria,
    figures_of,
    totals_of,
    type_names,
)
from sanling.domain.matters.posters import PAPERS
from sanling.domain.people.access import Viewer
from sanling.domain.subjects.actions.hang_at_subjects import hang_at_subjects
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.actions.hang_code_points import hang_code_points
from sanling.domain.territory.actions.retire_code_point import retire_code_point
from sanling.foundation import clock
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import OneOf, PlainText
from sanling.interfaces.desk.choices import division_field, own_places
from sanling.interfaces.desk.ledgers import export
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import keeps_posters
from sanling.interfaces.desk.territory.code_point_forms import BulkForm, CodePointForm, SubjectsForm
from sanling.interfaces.desk.territory.posters import point_or_404
from sanling.processes.exports.models import BOOK

PAGE = 50
CODE_POINTS_LISTED = Listing(
    heads=(
        Head(gettext_lazy("Code")),
        Head(gettext_lazy("Place")),
        Head(gettext_lazy("Division")),
        Head(gettext_lazy("Since")),
        Head(gettext_lazy("Opened")),
        Head(gettext_lazy("Matters begun")),
        Head(gettext_lazy("Retire"), hidden=True),
    ),
    nothing=gettext_lazy("No code points yet"),
    what_to_do=gettext_lazy("Name a place on the right, then print its poster."),
    icon="qrcode",
    linked=True,
)


class FindForm(forms.Form):
    """What the list is narrowed to; everything is optional."""

    q = PlainText(required=False, max_length=60, label=gettext_lazy("Place or code"))
    state = OneOf(
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("hanging", gettext_lazy("Hanging")),
            ("retired", gettext_lazy("retired")),
        ],
        label=gettext_lazy("Hanging or retired"),
    )
    type = OneOf(required=False, label=gettext_lazy("Type of subject"))

    def __init__(self, viewer: Viewer, query: QueryDict) -> None:
        """Offer the divisions of the viewer's city."""
        super().__init__(query, auto_id="find_%s")
        near = own_places(viewer)
        self.fields["within"] = division_field(viewer.city, near=near, required=False, label=_("Within"))
        kinds = self.fields["type"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        kinds.choices = [("", _("All")), *type_names(viewer.city).items()]
        self.order_fields(["q", "within", "type", "state"])

    def criteria(self) -> CodePointCriteria:
        """Return what a valid form narrows the list to."""
        return CodePointCriteria(**self.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@door(keeps_posters)
def code_points(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the posters of one's jurisdiction, and hang another."""
    form = CodePointForm(viewer, request.POST if request.method == "POST" else None)
    point = form.carried_out(hang_code_point) if request.method == "POST" and form.is_valid() else None
    if point:
        messages.success(request, _("The code point %(code)s is ready to be printed.") % {"code": point.code})
        return redirect("desk:poster", code=point.code)
    return _list(request, viewer, form, BulkForm(viewer))


@require_POST
@door(keeps_posters)
def hang_in_each(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hang a poster in each village and community of a division."""
    form = BulkForm(viewer, request.POST)
    if not form.is_valid():
        return _list(request, viewer, CodePointForm(viewer), form)
    hung = hang_code_points(actor=viewer, city=viewer.city, places=form.places())
    messages.success(request, _hung(hung))
    return redirect("desk:code_points")


@require_POST
@door(keeps_posters)
def hang_at_each_subject(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hang a poster at each subject of a type in a division, of those that are seen."""
    form = SubjectsForm(viewer, request.POST)
    if not form.is_valid():
        return _list(request, viewer, CodePointForm(viewer), BulkForm(viewer), form)
    hung = hang_at_subjects(actor=viewer, **form.cleaned_data)
    messages.success(request, _hung(hung))
    return redirect(f"{reverse('desk:code_points')}?{urlencode(form.cleaned_data | {'state': 'hanging'})}")


def _hung(count: int) -> str:
    told = ngettext(
        "%(count)d code point is ready to be printed; where one hung already nothing was changed.",
        "%(count)d code points are ready to be printed; where one hung already nothing was changed.",
        count,
    )
    return told % {"count": count}


def _list(
    request: HttpRequest,
    viewer: Viewer,
    form: CodePointForm,
    bulk: BulkForm,
    subjects: SubjectsForm | None = None,
) -> HttpResponse:
    subjects = subjects or SubjectsForm(viewer)
    find = FindForm(viewer, request.GET)
    context: dict[str, Any] = {
        "form": form,
        "bulk": bulk,
        "subjects": subjects,
        "find": find,
        "papers": PAPERS,
        "address": request.GET.urlencode(),
    }
    if find.is_valid():
        narrowed = CODE_POINTS.find(viewer, find.criteria(), clock.now())
        found, page = newest_first(request, narrowed, PAGE)
        figures = figures_of(viewer, found)
        rows = [
            (
                point,
                figures.places[point.division_id],
                figures.opened.get(point.pk, 0),
                figures.begun.get(point.code, 0),
            )
            for point in found
        ]
        context["shown"] = CODE_POINTS_LISTED.holding(rows, page)
        context["totals"] = totals_of(viewer, narrowed)
    wrong = form.errors or find.errors or bulk.errors or subjects.errors
    status = 422 if wrong else 200
    return render(request, "desk/territory/code_points.html", context, status=status)


@require_POST
@door(keeps_posters)
def code_point_files(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for what the list shows as a workbook, or for the posters of those that hang."""
    written_as = request.POST.get("form", BOOK)
    if written_as not in (BOOK, *CODE_POINTS.forms):
        raise Http404

    def narrowed(query: QueryDict) -> FindForm:
        asked = query.copy()
        if written_as != BOOK:
            asked["state"] = "hanging"
        return FindForm(viewer, asked)

    back = reverse("desk:code_points")
    return export(request, viewer, CODE_POINTS, narrowed, back, written_as=written_as)


@require_POST
@door(keeps_posters)
def retire(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """Retire a code point: its poster comes down, what was reported by it stays."""
    point = point_or_404(viewer, code)
    retire_code_point(actor=viewer, code_point=point)
    messages.success(request, _("The code point %(code)s is retired.") % {"code": point.code})
    return redirect("desk:code_points")
