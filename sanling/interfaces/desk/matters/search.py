"""The search box: a number leads straight to its matter, a phone or words to a list."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sanling.domain.matters.access import rows_for_reading
from sanling.domain.matters.ledger_queries import Criteria, Order, cursor_from, ledger_ways, page_of
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.queries import find_matter, rows_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused, may_seek, seek_person
from sanling.foundation import clock
from sanling.foundation.cleaning import clean_line, fold_code
from sanling.foundation.privacy.phone import NoPhone, normalise_phone
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.door import door
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
    """Lead to the matter of a number, or list those that a phone or words find."""
    typed = clean_line(request.GET.get("q", ""))[:LONGEST]
    number = parse(typed)
    if number and find_matter(viewer, number):
        return redirect("desk:matter", number=number)
    phone, maybe = _phone(viewer, typed)
    by_phone = may_seek(viewer)
    context: dict[str, object] = {
        "typed": typed,
        "number": number,
        "phone": phone,
        "by_phone": by_phone,
        "maybe": maybe,
        "shown": (listing := _nothing(by_phone=by_phone)),
    }
    criteria = Criteria(family="", words=typed)
    if phone and by_phone:
        try:
            criteria = Criteria(family="", person=seek_person(actor=viewer, phone=phone, where="search"))
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
        context["groups"] = found_by_rooms(viewer, typed)
        context["shown"] = listing.holding(rows_for(viewer, found.rows), page_links(request, found))
    return render(request, "desk/matters/search.html", context)


def _nothing(*, by_phone: bool) -> Listing:
    """Return the list of what was found, with what is said while there is nothing in it."""
    return Listing(
        heads=HEADS,
        nothing=_("Nothing found"),
        what_to_do=_(
            "Type a matter's number, words of its title or text, or the phone number of a party. "
            "Matters outside your jurisdiction are not found."
        )
        if by_phone
        else _(
            "Type a matter's number, or words of its title or text. "
            "Matters outside your jurisdiction are not found."
        ),
        icon="search",
        linked=True,
    )


def _phone(viewer: Viewer, typed: str) -> tuple[str, str]:
    """Return the phone that was typed, or else what may be one: short digits are words too (a day, a line's name)."""
    try:
        phone = normalise_phone(typed, area=profile_for(viewer.city).area_code)
    except NoPhone:
        return "", ""
    digits = re.sub("[ ().·-]", "", fold_code(typed))
    short = digits.isdecimal() and len(digits) < SHORTEST_PHONE
    return ("", phone) if short else (phone, "")
