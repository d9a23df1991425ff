"""A publication as a Word document, as its reader is told it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import reads_publications
from sanling.domain.publications.actions.download import download
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.foundation.files.kinds import DOCX
from sanling.interfaces.components.door import door
from sanling.interfaces.components.responses import file_answer
from sanling.interfaces.desk.publications.published import found_or_404


@require_GET
@door(reads_publications)
def bulletin_file(request: HttpRequest, viewer: Viewer, publication_id: int) -> HttpResponse:
    """Hand the bulletin out; a template that can't be used leads to the page, which says why."""
    publication = found_or_404(viewer, publication_id)
    try:
        made = download(actor=viewer, publication=publication)
    except BrokenTemplate as error:
        messages.error(request, _("The city’s template of bulletins can’t be used: %(why)s") % {"why": error})
        return redirect("desk:publication", publication_id=publication.pk)
    return file_answer(made, DOCX, publication.title)
