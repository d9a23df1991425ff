"""A list is brought, its columns are said, it is checked and taken in: by one post, seen by nobody else."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import room_ledgers
from sanling.foundation.audit.record import record
from sanling.foundation.files.kinds import TEXT, XLS, XLSX
from sanling.foundation.files.places import place
from sanling.foundation.files.store import Refused, store
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.tables.frame import Became, Sheet
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.imports.forms import BringForm, ColumnsForm
from sanling.processes.imports.actions.apply import apply
from sanling.processes.imports.actions.bring import TooManyUploads, bring
from sanling.processes.imports.actions.say_columns import say_columns
from sanling.processes.imports.models import Upload
from sanling.processes.imports.work import sheets
from sanling.processes.imports.work_on import key_of

SHOWN = 30
LISTS = frozenset(kind.media_type for kind in (XLSX, XLS, TEXT))
UPLOADS = Listing(
    heads=(Head(gettext_lazy("File")), Head(gettext_lazy("Sent")), Head(gettext_lazy("What became of it"))),
    nothing=gettext_lazy("No lists yet"),
    what_to_do=gettext_lazy("Send one above: first it is only checked."),
    icon="upload",
    linked=True,
)
COUNTED = (
    (Became.NEW, gettext_lazy("New")),
    (Became.CHANGED, gettext_lazy("Changed")),
    (Became.SAME, gettext_lazy("Unchanged")),
    (Became.PASSED, gettext_lazy("Passed over")),
    (Became.REFUSED, gettext_lazy("Refused")),
)


def sheets_of(viewer: Viewer) -> Mapping[str, Sheet]:
    """Return the kinds of lists that a post may bring."""
    return {code: sheet for code, sheet in sheets().items() if sheet.may is not None and sheet.may(viewer)}


def brings_lists(viewer: Viewer) -> bool:
    """Posts that may bring some kind of list."""
    return bool(sheets_of(viewer))


@require_http_methods(["GET", "HEAD", "POST"])
@door(brings_lists)
def imports(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List what this post brought, and take one more."""
    offered = sheets_of(viewer)
    form = BringForm(offered, request.POST, request.FILES) if request.method == "POST" else BringForm(offered)
    if request.method == "POST" and form.is_valid():
        upload = _bring(request, viewer, form, offered)
        if upload:
            return redirect("desk:import", upload_id=upload.pk)
    found = Upload.objects.filter(post_id=viewer.post_id).order_by("-created_at")[:SHOWN]
    rows = [upload for upload in found if upload.is_for(viewer)]
    context = {"form": form, "shown": UPLOADS.holding(rows)}
    return render(request, "desk/imports/imports.html", context, status=422 if form.errors else 200)


def _bring(
    request: HttpRequest, viewer: Viewer, form: BringForm, offered: Mapping[str, Sheet]
) -> Upload | None:
    sent = form.cleaned_data["file"]
    sheet = offered[form.cleaned_data["sheet"]]
    try:
        file = store(stream=sent, name=sent.name or "list", actor=viewer, city=viewer.city)
        if file.media_type not in LISTS:
            form.add_error("file", _("This is no list. Send a workbook (.xlsx, .xls) or a CSV file."))
            return None
        return bring(
            actor=viewer,
            sheet=sheet,
            file=file,
            sent_as=sent.name or "",
            answers=form.answers(sheet),
            language=get_language() or "",
        )
    except Refused as refused:
        unread = _(
            "This is no list, or not all of its characters can be read. Open it in Excel or WPS, and save it as a"
            " workbook (.xlsx)."
        )
        form.add_error("file", unread if refused.code == "type" else refused.message)
    except TooManyUploads:
        form.add_error("file", _("Three of your lists are being worked on. Please wait for one of them."))
    return None


@require_GET
@door(brings_lists)
def one_import(request: HttpRequest, viewer: Viewer, upload_id: UUID) -> HttpResponse:
    """Show how far a list has come, and what is asked or found."""
    upload = _own(viewer, upload_id)
    form = ColumnsForm(upload, _sheet(viewer, upload))
    return _render(request, viewer, upload, form)


def _render(
    request: HttpRequest, viewer: Viewer, upload: Upload, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    # What rooms take in from lists they list by the same name.
    ledger = next((ledger for ledger in room_ledgers() if ledger.code == upload.sheet), None)
    context = {
        "upload": upload,
        "form": form,
        "parts": list(form.parts()) if upload.state in ("asking", "checked") else [],
        "counts": [(label, upload.counts.get(became.value, 0)) for became, label in COUNTED],
        "changes": sum(upload.counts.get(became.value, 0) for became in (Became.NEW, Became.CHANGED)),
        "refused": upload.counts.get(Became.REFUSED.value, 0),
        "ledger": ledger if ledger and ledger.may(viewer) else None,
    }
    return render(request, "desk/imports/import.html", context, status=status)


@require_GET
@door(brings_lists)
def import_progress(request: HttpRequest, viewer: Viewer, upload_id: UUID) -> HttpResponse:
    """Answer how far a list has come; once nothing is under way the page loads anew."""
    upload = _own(viewer, upload_id)
    answer = render(request, "desk/imports/progress.html", {"upload": upload})
    if not upload.under_way:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@door(brings_lists)
def import_columns(request: HttpRequest, viewer: Viewer, upload_id: UUID) -> HttpResponse:
    """Say by which heading each column goes."""
    upload = _own(viewer, upload_id)
    form = ColumnsForm(upload, _sheet(viewer, upload), request.POST)
    if not form.is_valid():
        return _render(request, viewer, upload, form, status=422)
    say_columns(actor=viewer, upload=upload, chosen=form.chosen)
    return redirect("desk:import", upload_id=upload.pk)


@require_POST
@door(brings_lists)
def apply_import(request: HttpRequest, viewer: Viewer, upload_id: UUID) -> HttpResponse:
    """Have it taken in."""
    upload = _own(viewer, upload_id)
    if not apply(actor=viewer, upload=upload):
        messages.info(request, _("This list is not waiting to be taken in."))
    return redirect("desk:import", upload_id=upload.pk)


@require_GET
@door(brings_lists)
def import_file(request: HttpRequest, viewer: Viewer, upload_id: UUID) -> HttpResponseBase:
    """Hand out the list with the reasons beside its refused rows, and record it."""
    upload = _own(viewer, upload_id)
    try:
        content = place().open(key_of(upload)) if upload.returned else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Http404
    detail = {"refused": upload.counts.get(Became.REFUSED.value, 0)}
    record(
        actor=viewer, act="imports.download", subject=f"upload:{upload.pk}", city=viewer.city, detail=detail
    )
    name = f"{Path(upload.name).stem}-{_('refused')}.{upload.returned}"
    media_type = XLSX.media_type if upload.returned == "xlsx" else "text/csv"
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _own(viewer: Viewer, upload_id: UUID) -> Upload:
    upload = Upload.objects.filter(pk=upload_id, post_id=viewer.post_id).first()
    if upload is None or not upload.is_for(viewer) or upload.sheet not in sheets_of(viewer):
        raise Http404
    return upload


def _sheet(viewer: Viewer, upload: Upload) -> Sheet:
    return sheets()[upload.sheet].of_city(profile_for(viewer.city))
