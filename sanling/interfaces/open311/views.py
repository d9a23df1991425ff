"""The methods of GeoReport v2: discovery, services, service definition, requests, one request, a token's request."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sanling.domain.matters.holders import by_token
from sanling.domain.matters.numbering import parse
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.served import cities_served
from sanling.interfaces.components.cities import city_asked
from sanling.interfaces.components.client import client_address
from sanling.interfaces.open311.access import public_matters, shown
from sanling.interfaces.open311.posting import post_request
from sanling.interfaces.open311.replies import GeoError, error_reply, reply
from sanling.interfaces.open311.searching import searched
from sanling.interfaces.open311.services import services_of

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
# When this interface last changed.
CHANGED = datetime(2026, 11, 22, tzinfo=UTC)
TOKEN_LENGTHS = range(16, 65)
# Files are not taken here, so a form of several parts needs no more room than a plain one.
LARGEST_FORM = settings.DATA_UPLOAD_MAX_MEMORY_SIZE

View = Callable[..., HttpResponse]


def method(*verbs: str) -> Callable[[View], View]:
    """Make a view one of GeoReport's methods: limited by address, its errors in the form asked for."""

    def made(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, form: str = "xml", **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in verbs:
                    raise GeoError(405, f"Use {' or '.join(verbs)}.")
                if request.content_type == "multipart/form-data" and _length(request) > LARGEST_FORM:
                    raise GeoError(413, _("The body is too large."))
                _count(request)
                response = view(request, form, **kwargs)
            except GeoError as error:
                response = error_reply(form, error)
                if error.status == 405:
                    response.headers["Allow"] = ", ".join(verbs)
            except RequestDataTooBig:
                response = error_reply(form, GeoError(413, _("The body is too large.")))
            except SuspiciousOperation:
                response = error_reply(form, GeoError(400, _("The body can't be read.")))
            # Anybody's page may read what is public.
            response.headers["Access-Control-Allow-Origin"] = "*"
            return response

        return answered

    return made


def _length(request: HttpRequest) -> int:
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return int(raw) if raw.isascii() and raw.isdigit() else 0


def _count(request: HttpRequest) -> None:
    limit = settings.API_CALLS_A_MINUTE_BY_ADDRESS
    counted = hit(scope="api.address", key=client_address(request), limit=limit, per=timedelta(minutes=1))
    if isinstance(counted, Over):
        wait = max(1, round(counted.retry_after.total_seconds()))
        raise GeoError(429, _("Too many requests."), retry_after=wait)


def _profile(request: HttpRequest) -> Profile:
    """Return the city asked for; the only one, and that of the host's name, need not be named."""
    named = request.POST.get("jurisdiction_id") or request.GET.get("jurisdiction_id")
    found = (
        next((city for city in cities_served() if city.code == named), None) if named else city_asked(request)
    )
    if found is None and named:
        raise GeoError(404, "jurisdiction_id provided was not found")
    if found is None:
        raise GeoError(400, "jurisdiction_id was not provided")
    return found


@method("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Tell where this interface is, and what it speaks."""
    profile = _profile(request)
    content = {
        "changeset": CHANGED,
        "contact": f"{profile.name} {profile.part('matters').help_phone}",
        "key_service": f"{settings.PUBLIC_URL}/api/v1/docs",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{settings.PUBLIC_URL}/open311/v2",
                "changeset": CHANGED,
                "type": "test" if settings.DEMO else "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
    return reply(form, "discovery", content)


@method("GET")
def services(request: HttpRequest, form: str) -> HttpResponse:
    """List what can be reported."""
    return reply(form, "services", [service.listed() for service in services_of(_profile(request)).values()])


@method("GET")
def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """Tell what may be said of a request of a service."""
    found = services_of(_profile(request)).get(code)
    if found is None:
        raise GeoError(404, "service_code provided was not found")
    return reply(form, "service_definition", found.defined())


@method("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """List requests, or take a new one."""
    profile = _profile(request)
    if request.method == "POST":
        posted = post_request(request, profile)
        made = {
            "service_request_id": posted.number,
            "token": posted.token,
            "service_notice": _("Keep the token: it opens your request."),
            "account_id": None,
        }
        response = reply(form, "service_requests", [made], status=201)
        response.headers["Cache-Control"] = "no-store"
        return response
    found = searched(public_matters(profile), request.GET)
    return reply(form, "service_requests", shown(found, services_of(profile)))


@method("GET")
def one_request(request: HttpRequest, form: str, number: str) -> HttpResponse:
    """Show one request."""
    profile = _profile(request)
    known = parse(number)
    found = public_matters(profile).filter(number=known).first() if known else None
    if found is None:
        raise GeoError(404, "service_request_id was not found")
    return reply(form, "service_requests", shown([found], services_of(profile)))


@method("GET")
def token(request: HttpRequest, form: str, secret: str) -> HttpResponse:
    """Tell the number of the request that a token was given for."""
    found = by_token(secret) if len(secret) in TOKEN_LENGTHS else None
    if found is None:
        raise GeoError(404, "token was not found")
    response = reply(form, "service_requests", [{"service_request_id": found.matter.number, "token": secret}])
    response.headers["Cache-Control"] = "no-store"
    return response


@method("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")
def nothing(request: HttpRequest, form: str) -> HttpResponse:
    """Answer for every other address."""
    raise GeoError(404, "There is no such method.")
