"""While the database is away nothing can be taken in; what was typed stays in a page that sends it again."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from sanling.foundation.cleaning import clean_text
from sanling.interfaces.components.cities import city_asked
from sanling.interfaces.portal.city import base_context

OUTAGE = (OperationalError, InterfaceError)
RETRY_SECONDS = 60


def keep_typed(request: HttpRequest) -> HttpResponse:
    """Answer with everything that the form held and a button that sends it again, drawn without the database.

    Pictures that came with this very request are the exception: they could not be stored.
    """
    context = base_context(city_asked(request, remembered=True)) | {
        "fields": [
            (name, clean_text(str(value))) for name in request.POST for value in request.POST.getlist(name)
        ],
        "step": request.POST.get("step", ""),
        "pictures_lost": bool(request.FILES),
        # As a plain variable: context processors would look for the session and its messages.
        "request": request,
    }
    text = render_to_string("portal/outage.html", context)
    return HttpResponse(
        text, status=503, headers={"Retry-After": str(RETRY_SECONDS), "Cache-Control": "no-store"}
    )
