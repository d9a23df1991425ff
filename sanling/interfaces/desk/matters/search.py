"""The search box: a number leads straight to its matter, an old one too; a phone, a whole name or words to a list."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sanling.domain.matters.access import rows_for_reading
from sanling.domain.matters.ledger_queries import Criteria, Order, cursor_from, ledger_ways, page_of
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.queries import find_matter, number_of, rows_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import (
    SeekingRefused,
    may_seek,
    seek_named,
    seek_person,
)
from sanling.foundation import clock
from sanling.foundation.cleaning import clean_line, fold_code
from sanling.foundation.privacy.normalise import is_letter, may_be_name
from sanling.foundation.privacy.phone import NoPhone, normalise_phone
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.matters.listing import page_links, rows_for
from sanling.interfaces.desk.pages import sees_matters
from sanling.interfaces.desk.searching import found_by_rooms

PAGE = 50
LONGEST = 100
# Fewer digits alone are a local number or a service line, or no phone at all.
SHORTEST_PHONE = 10
HEADS = (
    Head(_("Deadline")),
    Head(_("Number")),
    Head(_("Matter")),
    Head(_("Division")),
    Head(_("Stage")),
    Head(_("Handler")),
    Head(_("Due")),
)


@require_GET
@door(sees_matters)
def search(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Lead to the matter of a number, or list those that a phone, a whole name or words find.

    Words are looked for as a name where they look like one and nothing else was found: each such search is recorded.
    """
    typed = clean_line(request.GET.get("q", ""))[:LONGEST]
    number = parse(typed)
    if known := _known(viewer, typed, number):
        return redirect("desk:matter", number=known)
    phone, maybe = _phone(viewer, typed)
    seeks = may_seek(viewer)
    by_name = seeks and not phone and "by_name" in request.GET and _names_somebody(typed)
    context: dict[str, object] = {
        "typed": typed,
        "number": number,
        "phone": phone,
        "seeks": seeks,
        "maybe": maybe,
        "by_name": by_name,
        "maybe_name": seeks and not phone and not by_name and _names_somebody(typed),
        "shown": (listing := _nothing(typed, seeks=seeks, by_name=by_name)),
    }
    try:
        criteria = _criteria(viewer, typed, phone=phone if seeks else "", by_name=by_name)
    except SeekingRefused as refused:
        return render(request, "desk/matters/search.html", context | {"refused": refused}, status=429)
    if typed:
        found = page_of(
            ledger_ways(viewer, criteria, clock.now()),
            Order(),
            rows=rows_of(rows_for_reading(viewer)),
            size=PAGE,
            after=cursor_from(request.GET.get("after", "")),
            before=cursor_from(request.GET.get("before", "")),
        )
        context["groups"] = groups = found_by_rooms(viewer, typed)
        if context["maybe_name"] and not found.rows and not groups and may_be_name(typed):
            return redirect(f"{request.path}?{urlencode({'q': typed, 'by_name': 1})}")
        context["shown"] = listing.holding(rows_for(viewer, found.rows), page_links(request, found))
    return render(request, "desk/matters/search.html", context)


def _known(viewer: Viewer, typed: str, number: str | None) -> str:
    """Return the number of the visible matter that was typed by it or by its old one, "" for none."""
    return number if number and find_matter(viewer, number) else number_of(viewer, typed)


def _criteria(viewer: Viewer, typed: str, *, phone: str, by_name: bool) -> Criteria:
    """Return what is looked for; raises `SeekingRefused`."""
    if phone:
        return Criteria(family="", person=seek_person(actor=viewer, phone=phone, where="search"))
    if by_name:
        return Criteria(family="", person=seek_named(actor=viewer, name=typed, where="search"))
    return Criteria(family="", words=typed)


def _names_somebody(typed: str) -> bool:
    """Tell whether words may be a name at all: numbers of matters and dates are none."""
    return any(map(is_letter, typed)) and not any(sign.isdecimal() for sign in typed)


def _nothing(typed: str, *, seeks: bool, by_name: bool) -> Listing:
    """Return the list of what was found, with what is said while there is nothing in it."""
    what_to_do = (
        _(
            "Neither words nor the whole name of a party say so in what you may see. A name is found "
            "only where you may read who somebody is, and only whole."
        )
        if by_name
        else _(
            "Type a matter's number, words of its title or text, or the phone number or whole name of a "
            "party. Matters outside your jurisdiction are not found."
        )
        if seeks
        else _(
            "Type a matter's number, or words of its title or text. "
            "Matters outside your jurisdiction are not found."
        )
    )
    nothing = _("Nothing found") if typed else _("Nothing was looked for")
    return Listing(heads=HEADS, nothing=nothing, what_to_do=what_to_do, icon="search", linked=True)


def _phone(viewer: Viewer, typed: str) -> tuple[str, str]:
    """Return the phone that was typed, or else what may be one: short digits are words too (a day, a line's name)."""
    try:
        phone = normalise_phone(typed, area=profile_for(viewer.city).area_code)
    except NoPhone:
        return "", ""
    digits = re.sub("[ ().·-]", "", fold_code(typed))
    short = digits.isdecimal() and len(digits) < SHORTEST_PHONE
    return ("", phone) if short else (phone, "")
