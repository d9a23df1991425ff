"""A file of a matter, for whoever brought the matter; and a picture of a form that is not sent yet."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from sanling.domain.matters.access import visible_attachments
from sanling.foundation.files.store import response
from sanling.interfaces.portal.matters.door import Door
from sanling.interfaces.portal.matters.pictures import stored_file


@require_safe
def file(request: HttpRequest, door: Door, attachment: int) -> HttpResponseBase:
    """Answer with a file that the holder may see."""
    files = visible_attachments(door.actor, door.matter).select_related("file")
    found = get_object_or_404(files, pk=attachment)
    small = "small" in request.GET and found.file.thumbnail
    return response(found.file, thumbnail=small)


@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with a small copy of a picture, to whoever holds its draft's token."""
    found = stored_file(token)
    if found is None:
        raise Http404
    return response(found, thumbnail=found.thumbnail)
