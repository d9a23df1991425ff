"""A resident comes from an app of the city: with the place where they are, and with the phone that the app verified."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import Misplaced, map_point, place_point
from sanling.domain.territory.queries import current, hanging, place_names
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import clean_line
from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.privacy.phone import NoPhone, is_mobile, normalise_phone
from sanling.foundation.privacy.tokens import new_token
from sanling.interfaces.components.cities import city_asked
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.portal.app_tokens import Arrival, Refused, RunOut, read
from sanling.interfaces.portal.city import base_context, page
from sanling.interfaces.portal.limited import limited
from sanling.interfaces.portal.matters.draft import Draft
from sanling.interfaces.portal.matters.proving import remember
from sanling.interfaces.portal.matters.report import begin_filled
from sanling.interfaces.portal.matters.scanning import Scan

AN_HOUR = 300


@dataclass(frozen=True)
class Placed:
    """Where an app says that a resident is: at a poster, or what the report's form has filled in, and its name."""

    poster: CodePoint | None
    values: Mapping[str, str]
    name: str


@secret_page
@limited("portal.arrival", AN_HOUR)
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the app hands over and ask whether it may; then begin a report with it, once.

    Opening the address uses nothing up: messengers open addresses before people do.
    """
    try:
        arrival = read(token)
        if request.method == "POST":
            return _begin(request, arrival)
    except Refused as refused:
        return _refuse(request, over=isinstance(refused, RunOut))
    return page(
        request,
        "portal/matters/arrive.html",
        {
            "app": arrival.app.name,
            "place": _placed(arrival).name,
            "phone": mask_phone(_phone(arrival)),
        },
        profile=arrival.profile,
    )


def _begin(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Use the token up and draw the report's first page; the phone goes along only with consent."""
    placed = _placed(arrival)
    with transaction.atomic():
        arrival.use()
    phone = _phone(arrival) if request.POST.get("go") == "phone" else ""
    if phone:
        # An app answers for the phones of its own city alone.
        remember(request, phone, city=arrival.profile.city)
    values = {"kind": clean_line(arrival.kind), "phone": phone, **placed.values}
    draft = Draft(key=new_token(), values={name: value for name, value in values.items() if value})
    scan = Scan(placed.poster.code if placed.poster else "", placed.poster, arrival.profile)
    return begin_filled(request, draft, scan)


def _phone(arrival: Arrival) -> str:
    """Return the phone that the app verified, "" for what can be sent no messages."""
    try:
        phone = normalise_phone(arrival.phone) if arrival.phone else ""
    except NoPhone:
        return ""
    return phone if is_mobile(phone) else ""


def _placed(arrival: Arrival) -> Placed:
    """Return the place as far as it is one of the city; a mistake of the app's keeps nobody from reporting."""
    said, city = arrival.place, arrival.profile.city
    words = clean_line(said.words)
    poster = hanging(said.code) if said.code else None
    if poster and poster.division_id.startswith(city):
        at = f"{place_names([poster.division_id])[poster.division_id]} {poster.place}"
        return Placed(poster, {"place": words}, at)
    division = said.division if len(said.division) > Level.CITY and current(said.division) else ""
    if not division.startswith(city):
        division = ""
    values = {"place": words, "division": division}
    try:
        point = place_point(city, said.lon, said.lat, datum=said.datum, division=division)
    except Misplaced:
        point = None
    if point and len(point.division) > Level.CITY:
        lon, lat = map_point(point.division, point.lon, point.lat) or ("", "")
        values |= {"division": point.division, "lon": str(lon), "lat": str(lat)}
    path = values["division"]
    return Placed(None, values, f"{place_names([path])[path] if path else ''} {words}".strip())


def _refuse(request: HttpRequest, *, over: bool) -> HttpResponse:
    """Answer a token that opens nothing with the ways that are open."""
    context = base_context(city_asked(request, remembered=True)) | {"over": over}
    return render(request, "portal/matters/arrive_refused.html", context, status=410 if over else 404)
