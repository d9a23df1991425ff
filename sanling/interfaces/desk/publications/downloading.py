"""A publication as a Word document, as its reader is told it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import reads_publications
from sanling.domain.publications.actions.download import WORD, download
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.interfaces.components.door import door
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
    answer = HttpResponse(made, content_type=WORD)
    named = content_disposition_header(as_attachment=True, filename=f"{publication.title}.docx")
    answer["Content-Disposition"] = named or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
