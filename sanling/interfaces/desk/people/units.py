"""Units by level, and who is in charge of what at each."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import PeoplePart, role_rules
from sanling.domain.people.giving import may_change, roles_given
from sanling.domain.people.guarded import called_in
from sanling.domain.people.keeping import keeps_unit, keeps_units
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import PostInCharge, in_charge, lasting_posts, roles_of
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import below, trail
from sanling.domain.territory.rules import Level, city_of
from sanling.foundation import clock
from sanling.foundation.cleaning import clean_line
from sanling.foundation.labels import Label
from sanling.foundation.opening import Opening
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.choices import DivisionPicks, own_places
from sanling.interfaces.desk.pages import has_post
from sanling.interfaces.desk.picks import Meant, meant

UNITS = Listing(
    heads=(Head(_("Unit")), Head(_("Kind")), Head(_("Phone"))),
    nothing=_("No units here"),
    icon="sitemap",
    linked=True,
)


@dataclass(frozen=True)
class UnitRow:
    """A unit, and what its kind is called."""

    unit: Unit
    kind: str


@dataclass(frozen=True)
class PersonRow:
    """A post with what it answers for, the names of its lines, and whether the viewer may change it."""

    held: PostInCharge
    lines: list[str]
    may_change: bool


@require_GET
@door(has_post)
def units(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the units of one division, and the divisions below it."""
    typed = clean_line(request.GET.get("q", ""))[:60]
    asked = (
        meant(DivisionPicks(viewer.city, own_places(viewer)), typed, request.GET.get("q_key", ""))
        if typed
        else Meant(None)
    )
    path = asked.chosen.key if asked.chosen else request.GET.get("at", "") or viewer.city
    at = Division.objects.filter(pk=path, valid_until=None).first() if path.startswith(viewer.city) else None
    if at is None:
        raise Http404
    kinds = _kinds(city_of(at.pk))
    context = {
        "typed": typed,
        "found": asked.offers,
        "at": at,
        "trail": [division for division in trail(at.pk) if division.pk.startswith(viewer.city)],
        "shown": UNITS.holding(
            [
                UnitRow(row, kinds.get(row.kind, row.kind))
                for row in Unit.objects.filter(division=at, ends_on=None).order_by("pk")
            ]
        ),
        "may_add": keeps_units(viewer, at.pk),
        "below": below(at.pk).filter(level__lte=Level.VILLAGE),
    }
    return render(request, "desk/people/units.html", context)


@require_GET
@door(has_post)
def unit(request: HttpRequest, viewer: Viewer, unit_id: int) -> HttpResponse:
    """Show a unit: what stands above and below it, and who answers for what."""
    found = in_charge(unit_id)
    if found is None or not found.unit.city.startswith(viewer.city):
        raise Http404
    names = called_in(found.unit.city).lines
    given = roles_given(viewer, found.unit) if found.unit.ends_on is None else frozenset()
    context = {
        "found": found,
        "hours": Opening.spelt(found.unit.hours),
        "kind": _kinds(found.unit.city).get(found.unit.kind, found.unit.kind),
        "lines": [names.get(code, code) for code in found.unit.lines],
        "people": [
            PersonRow(
                held,
                [names.get(code, code) for code in held.lines],
                may_change=bool(given) and may_change(viewer, held.post),
            )
            for held in found.posts
        ],
        "may_change": found.unit.ends_on is None and keeps_unit(viewer, found.unit),
        "may_appoint": not given.isdisjoint(roles_of(found.unit)),
        "coming": _coming(found.unit) if given else [],
    }
    return render(request, "desk/people/unit.html", context)


def _kinds(city: str) -> dict[str, str]:
    part: PeoplePart = profile_for(city).part("people")
    return {kind.code: str(kind.name) for kind in part.unit_kinds}


def _coming(unit: Unit) -> list[tuple[Post, Label]]:
    """Return the posts that have been given and have not begun, or wait for confirmation."""
    not_held = Q(begins_at__gt=clock.now()) | Q(waiting=True)
    posts = lasting_posts().filter(not_held, unit=unit).order_by("begins_at", "pk")
    return [(post, role_rules(unit.city, post.role).name) for post in posts]
