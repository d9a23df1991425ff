"""What became of the batches that a post ordered, row by row, for it and nobody else."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.foundation.cleaning import read_digits
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing, Pagination
from sanling.interfaces.desk.matters.batch_form import choices_of_verbs
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.batches.models import Batch, Pick

SHOWN = 30
PAGE = 50
RESULTS = Listing(heads=(Head(_("Number")), Head(_("Matter")), Head(_("Result"))), nothing="")
BATCHES = Listing(
    heads=(
        Head(_("Ordered")),
        Head(_("Act")),
        Head(_("Progress")),
        Head(_("Result")),
    ),
    nothing=_("No batches yet"),
    what_to_do=_("Pick matters in the inbox, then choose what is to be done with all of them."),
    way_out="desk:inbox",
    way_out_label=_("To the inbox"),
)


@dataclass(frozen=True)
class ResultRow:
    """How it went with one matter, of which number and title are told who may see it."""

    pick: Pick
    number: str
    title: str


@require_GET
@door(sees_matters)
def batches(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List this post's batches, the latest first."""
    found = Batch.objects.filter(post_id=viewer.post_id).order_by("-created_at")[:SHOWN]
    rows = [(batch, _act_of(batch), batch.is_for(viewer)) for batch in found]
    return render(request, "desk/matters/batches.html", {"shown": BATCHES.holding(rows)})


@require_GET
@door(sees_matters)
def batch_result(request: HttpRequest, viewer: Viewer, batch_id: UUID) -> HttpResponse:
    """Show how far a batch is and what became of its matters, those first that were not done."""
    batch = Batch.objects.filter(pk=batch_id, post_id=viewer.post_id).first()
    if batch is None or not batch.is_for(viewer):
        raise Http404
    place = read_digits(request.GET.get("page", ""), digits=3) or 0
    judged = batch.picks.filter(done__isnull=False).order_by("done", "pk")
    found = list(judged[place * PAGE : (place + 1) * PAGE + 1])
    picks = found[:PAGE]
    seen = visible_matters(viewer, few=True).filter(pk__in=[pick.matter_id for pick in picks])
    named = {pk: (number, title) for pk, number, title in seen.values_list("pk", "number", "title")}
    page = Pagination(
        newer_url=f"?page={place - 1}" if place else "",
        older_url=f"?page={place + 1}" if len(found) > PAGE else "",
    )
    rows = [ResultRow(pick, *named.get(pick.matter_id, ("", ""))) for pick in picks]
    context = {"batch": batch, "act": _act_of(batch), "shown": RESULTS.holding(rows, page)}
    template = (
        "desk/matters/batch_rows.html"
        if request.headers.get("HX-Request")
        else "desk/matters/batch_result.html"
    )
    return render(request, template, context)


def _act_of(batch: Batch) -> str:
    return dict(choices_of_verbs()).get(batch.verb, batch.verb)
