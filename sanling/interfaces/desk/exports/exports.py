"""Exports of the ledger: asked for, watched, fetched by the post that asked and by nobody else."""

from dataclasses import replace
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.foundation.files.places import place
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.pages import asks_for_files, sees_matters
from sanling.processes.exports.models import BOOK, Export
from sanling.processes.exports.tasks import key_of

SHOWN = 30
EXPORTS = Listing(
    heads=(
        Head(_("Asked for")),
        Head(_("Progress")),
        Head(_("File")),
    ),
    nothing=_("No exports yet"),
    what_to_do=_("Filter the ledger, then export what it shows."),
    icon="download",
)
MEDIA_TYPES = {
    BOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


@require_GET
@door(asks_for_files)
def exports(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List this post's exports, the latest first."""
    found = Export.objects.filter(post_id=viewer.post_id).order_by("-created_at")[:SHOWN]
    rows = [(export, export.is_for(viewer)) for export in found]
    shown = EXPORTS.holding(rows)
    if sees_matters(viewer):
        shown = replace(shown, way_out="desk:ledger", way_out_label=_("To the ledger"))
    return render(request, "desk/exports/exports.html", {"shown": shown})


@require_GET
@door(asks_for_files)
def export_progress(request: HttpRequest, viewer: Viewer, export_id: UUID) -> HttpResponse:
    """Answer an export's row, as far as it has come."""
    export = _own(viewer, export_id)
    return render(
        request, "desk/exports/export_row.html", {"export": export, "readable": export.is_for(viewer)}
    )


@require_GET
@door(asks_for_files)
def export_file(
    request: HttpRequest, viewer: Viewer, export_id: UUID, suffix: str = BOOK
) -> HttpResponseBase:
    """Hand out one of its files, and record it."""
    export = _own(viewer, export_id)
    ready = export.state == Export.State.DONE and export.is_for(viewer) and suffix in export.suffixes
    try:
        content = place().open(key_of(export, suffix)) if ready else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Http404
    record(
        actor=viewer,
        act="exports.download",
        subject=f"export:{export.pk}",
        city=viewer.city,
        detail={"rows": export.rows, "file": suffix},
    )
    day = timezone.localtime(export.created_at).strftime("%Y%m%d-%H%M")
    name = f"{'ledger' if suffix == BOOK else 'posters'}-{day}.{suffix}"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=MEDIA_TYPES[suffix])
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _own(viewer: Viewer, export_id: UUID) -> Export:
    export = Export.objects.filter(pk=export_id, post_id=viewer.post_id).first()
    if export is None:
        raise Http404
    return export
