"""The directory of mediators: who mediates where somebody lives, versed in what, in which language, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sanling.domain.mediation.directory import Asked, Told, listed_mediators, told
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.naming import fees_of, names_of, specialities_of
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import below, current, find, hanging, lies_in, trail
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import clean_line, read_digits
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.components.cities import FIELD
from sanling.interfaces.portal.city import base_context, city_profile, in_a_city, page
from sanling.interfaces.portal.limited import limited
from sanling.interfaces.portal.people.directory import kept_awhile

MOST, MOST_PLACES, LONGEST = 20, 8, 40
AN_HOUR = 600
LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


@dataclass(frozen=True)
class Card:
    """A mediator in words."""

    told: Told
    # "" of whoever is a mediator and nothing else.
    profession: str
    kind: str
    fees: str
    versed_in: Sequence[str]
    languages: Sequence[str]
    settled: Sequence[tuple[str, int]]
    # Where somebody is put on the list of a dispute, on its own page.
    choose: str = ""


@in_a_city
@require_safe
@limited("portal.mediators", AN_HOUR)
@kept_awhile
def mediators(request: HttpRequest) -> HttpResponse:
    """Show mediators of a city, narrowed to a place and to what somebody is versed in; a poster's code is its place."""
    profile = city_profile(request)
    if not part_of(profile.city).kinds:
        raise Http404
    place = _place(request, profile)
    typed = clean_line(request.GET.get("q", ""))[:LONGEST]
    poster = hanging(typed) if typed else None
    if poster and poster.division_id.startswith(profile.city):
        place, typed = current(poster.division_id) or place, ""
    asked = _asked(request, profile, place, typed)
    nth = max(read_digits(request.GET.get("page", ""), digits=4) or 1, 1)
    rows = list(listed_mediators(profile.city, asked)[(nth - 1) * MOST : nth * MOST + 1])
    code = str(base_context(profile)["city_code"])
    context = {
        "asked": asked,
        "typed": typed,
        "place": place,
        "trail": [
            (division.name, _address(asked, code, place=division.pk))
            for division in (trail(place.pk) if place else ())
            if len(division.pk) >= Level.CITY
        ][:-1],
        "places": _places(profile, place, typed, asked, code),
        "cards": cards_of(profile.city, told(profile.city, rows[:MOST])),
        "specialities": specialities_of(profile.city).items(),
        "languages": names_of(profile.city)[2].items(),
        "professions": names_of(profile.city)[1].items(),
        "days": part_of(profile.city).told_days,
        "narrowed": bool(asked.language or asked.profession),
        "previous": _address(asked, code, page=nth - 1) if nth > 1 else "",
        "next": _address(asked, code, page=nth + 1) if len(rows) > MOST else "",
    }
    return page(request, "portal/mediation/mediators.html", context, profile=profile)


def _place(request: HttpRequest, profile: Profile) -> Division | None:
    """Return the place that is asked for, ``None`` for the whole city; what is no place of it is not found."""
    path = request.GET.get("at", "")
    if path in ("", profile.city):
        return None
    found = current(path) if path.startswith(profile.city) and path.isascii() and path.isdigit() else None
    if found is None:
        raise Http404
    return found


def _asked(request: HttpRequest, profile: Profile, place: Division | None, typed: str) -> Asked:
    kinds = names_of(profile.city)
    known: Mapping[str, Mapping[str, str]] = {
        "speciality": specialities_of(profile.city),
        "language": kinds[2],
        "profession": kinds[1],
    }
    chosen = {name: code for name, codes in known.items() if (code := request.GET.get(name, "")) in codes}
    return Asked(place=place.pk if place else "", words=typed, **chosen)


def _address(asked: Asked, city_code: str, **other: object) -> str:
    """Return the address of the same question with something else in it."""
    said = {
        FIELD: city_code,
        "at": other.pop("place", asked.place),
        "q": asked.words,
        "speciality": asked.speciality,
        "language": asked.language,
        "profession": asked.profession,
        **other,
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{reverse('portal:mediators')}?{query}" if query else reverse("portal:mediators")


def _places(
    profile: Profile, place: Division | None, typed: str, asked: Asked, code: str
) -> list[tuple[str, str]]:
    """Return places to go to: those called as typed, else those one level down; both for any mediator there."""
    anybody = replace(asked, words="")
    if typed:
        found = find(typed, within=profile.city, levels=LEVELS, limit=MOST_PLACES).select_related("parent")
        named = [
            (division.pk, f"{division.name}（{above}）" if (above := lies_in(division)) else division.name)
            for division in found
        ]
    elif place and place.level >= Level.VILLAGE:
        named = []
    else:
        named = [(division.pk, division.name) for division in below(place.pk if place else profile.city)]
    return [(name, _address(anybody, code, place=path)) for path, name in named]


def cards_of(city: str, people: Sequence[Told]) -> list[Card]:
    """Return mediators in words."""
    part = part_of(city)
    kinds, professions, languages = names_of(city)
    versed = specialities_of(city)
    usual = part.professions[0].code
    cards = []
    for person in people:
        row = person.mediator
        kind = part.kind(row.body.kind)
        cards.append(
            Card(
                told=person,
                profession="" if row.profession == usual else professions.get(row.profession, row.profession),
                kind=kinds.get(row.body.kind, ""),
                fees=fees_of(kind) if kind else "",
                versed_in=[versed[code] for code in row.specialities if code in versed],
                languages=[languages[code] for code in row.languages if code in languages],
                settled=[(versed.get(code, code), count) for code, count in person.settled or ()],
            )
        )
    return cards
