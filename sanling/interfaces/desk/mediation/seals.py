"""The seal of a mediation body, put by who keeps its unit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanling.domain.mediation.actions.put_seal import MOST_BYTES, put_seal
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.mediation.bodies import kept_body_or_404
from sanling.interfaces.desk.pages import administers

FIELD = "_seal"


@require_POST
@door(administers)
def seal(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """Keep a picture as the seal of a body."""
    found = kept_body_or_404(viewer, body_id)
    sent = request.FILES.get(FIELD)
    try:
        put_seal(actor=viewer, body_id=found.pk, picture=sent.read(MOST_BYTES + 1) if sent else b"")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The seal is kept."))
    return redirect("desk:mediation_body", body_id=found.pk)
