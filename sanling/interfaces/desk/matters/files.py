"""Attachments handed out, to whoever may see them."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from sanling.domain.matters.access import visible_attachments, visible_matters
from sanling.domain.matters.models import Attachment
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.foundation.files.store import response
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.pages import sees_matters


def _visible(viewer: Viewer, attachment_id: int) -> Attachment:
    found = (
        Attachment.objects.filter(pk=attachment_id)
        .select_related("file", "entry__matter")
        .defer("entry__matter__text", "entry__matter__search")
        .first()
    )
    if found is None or not visible_matters(viewer, few=True).filter(pk=found.entry.matter_id).exists():
        raise Http404
    if not visible_attachments(viewer, found.entry.matter).filter(pk=found.pk).exists():
        raise Http404
    return found


@require_GET
@door(sees_matters)
def file(request: HttpRequest, viewer: Viewer, attachment_id: int) -> HttpResponseBase:
    """Hand out an attachment, and record that it was read."""
    found = _visible(viewer, attachment_id)
    record(
        actor=viewer,
        act="matters.read_file",
        subject=f"matter:{found.entry.matter_id}",
        city=found.entry.matter.city,
        detail={"attachment": found.pk},
    )
    return response(found.file)


@require_GET
@door(sees_matters)
def thumbnail(request: HttpRequest, viewer: Viewer, attachment_id: int) -> HttpResponseBase:
    """Hand out the small picture of an attachment."""
    found = _visible(viewer, attachment_id)
    if not found.file.thumbnail:
        raise Http404
    return response(found.file, thumbnail=True)
