"""How a resident comes to one matter: by its secret link, or by its number after proving the phone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.holders import by_token, of_phone
from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import parse
from sanling.foundation import clock
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.served import profile_of_number
from sanling.interfaces.components.cities import city_asked
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.portal.city import base_context
from sanling.interfaces.portal.outage import OUTAGE, keep_typed

SESSION = "portal_phone"
TOKEN_LENGTHS = range(16, 65)


@dataclass(frozen=True)
class Door:
    """An open matter, the holder who acts on it, and the addresses that this way in gives its pages."""

    matter: Matter
    actor: LinkActor
    way: str
    key: str

    @property
    def profile(self) -> Profile:
        """Return the matter's city."""
        return profile_for(self.matter.division_id)

    def url(self, page: str, *args: object) -> str:
        """Return the address of a page of this matter: "matter", "act", "file"."""
        name = page if page == "receipt" else f"{self.way}_{page}"
        return reverse(f"portal:{name}", args=[self.key, *args])


@dataclass(frozen=True)
class Section:
    """What a room tells on the page of a matter: its heading, and a sentence a line."""

    name: str
    lines: Sequence[str]


# A view of an open matter takes the request, the door, and what else its address names.
View = Callable[..., Any]


def by_link(view: View) -> View:
    """Open a page by the secret in its address; of an unknown one it is told how else to come to a matter.

    A link that staff were shown opens the page of the phone once that is proved.
    """

    @wraps(view)
    def opened(request: HttpRequest, *, token: str, **kwargs: Any) -> Any:
        held = by_token(token) if len(token) in TOKEN_LENGTHS else None
        if held is None:
            return broken(request)
        if request.method != "POST" and not held.actor.acts and _proved(request, held.matter):
            return redirect("portal:own_matter", number=held.matter.number)
        actor = replace(held.actor, user_id=request.user.pk)
        return view(request, Door(held.matter, actor, "link", token), **kwargs)

    return secret_page(_kept_in_outage(opened))


def by_phone(view: View, *, closed: View) -> View:
    """Open a page by the matter's number, for whoever proved the phone; else answer with ``closed``."""

    @wraps(view)
    def opened(request: HttpRequest, *, number: str, **kwargs: Any) -> Any:
        known = parse(number)
        city = profile_of_number(known) if known else None
        phone_index = proved_phone(request, city=city.city if city else "")
        if phone_index is None:
            return closed(request)
        if known is None or city is None:
            raise Http404
        matter = of_phone(city=city.city, phone_index=phone_index).filter(number=known).first()
        if matter is None:
            raise Http404
        actor = LinkActor(matter.pk, phone_index=phone_index, user_id=request.user.pk)
        return view(request, Door(matter, actor, "own", known), **kwargs)

    return secret_page(_kept_in_outage(opened))


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a link that opens nothing with the other ways to a matter: number and phone, or a call."""
    context = base_context(city_asked(request, remembered=True))
    return render(request, "portal/matters/broken_link.html", context, status=404)


def _proved(request: HttpRequest, matter: Matter) -> bool:
    index = proved_phone(request, city=matter.city)
    if index is None:
        return False
    return of_phone(city=matter.city, phone_index=index).filter(pk=matter.pk).exists()


def _kept_in_outage(view: View) -> View:
    """Answer what was sent while the database is away with a page that keeps it."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> Any:
        try:
            return view(request, **kwargs)
        except OUTAGE:
            if request.method != "POST":
                raise
            return keep_typed(request)

    return answer


def proved_phone(request: HttpRequest, *, city: str) -> bytes | None:
    """Return the blind index of the phone that this browser proved lately for a city."""
    proved: dict[str, Any] | None = request.session.get(SESSION)
    if not proved or datetime.fromisoformat(proved["until"]) < clock.now():
        return None
    return bytes.fromhex(proved["index"]) if proved.get("city", "") in ("", city) else None
