"""Posters of code points: what stands on them, and their sheets as PDF."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.queries import place_names
from sanling.foundation.printing.font import signs_lacking
from sanling.foundation.printing.press import Press
from sanling.foundation.profile.registry import profile_for

PAPERS = ("a4", "a3")
TEMPLATE = Path(__file__).with_name("poster.typ")


@dataclass(frozen=True)
class Poster:
    """What one poster has of its own; ``url`` is what its code says."""

    number: str
    url: str
    city: str
    division: str
    place: str
    phone: str

    @property
    def lacking(self) -> str:
        """Return the signs of it that can't be printed."""
        return signs_lacking("".join(asdict(self).values()))

    @cached_property
    def code(self) -> str:
        """Return its code as SVG, to be read with a quarter of it soiled, within a border of four cells."""
        drawn = BytesIO()
        segno.make(self.url, error="q", micro=False).save(
            drawn, kind="svg", border=4, dark="#10243d", omitsize=True, xmldecl=False, nl=False
        )
        return drawn.getvalue().decode()


def invitation() -> str:
    """Return what a poster asks of those who pass."""
    return _("Something wrong here? Scan and tell us.")


def steps() -> list[str]:
    """Return what they do then."""
    return [
        _("Scan the code"),
        _("Say what happened, with pictures if you like"),
        _("See at any time where it stands, and rate it"),
    ]


def address_of(point: CodePoint) -> str:
    """Return the address that a code point's code says."""
    return settings.PUBLIC_URL + reverse("portal:scan", args=[point.code])


def posters_of(points: Sequence[CodePoint]) -> list[Poster]:
    """Return the posters of some code points, in the language that is spoken now. One query."""
    places = place_names(point.division_id for point in points)
    return [_poster_of(point, places[point.division_id]) for point in points]


def _poster_of(point: CodePoint, division: str) -> Poster:
    profile = profile_for(point.division_id)
    by_phone = _("By phone: %(phone)s. In danger call 110, 119 or 120.")
    return Poster(
        number=point.code,
        url=address_of(point),
        city=str(profile.name),
        division=division,
        place=point.place,
        phone=by_phone % {"phone": profile.part("matters").help_phone},
    )


class PosterPress:
    """Prints posters on one paper, "a4" or "a3"."""

    def __init__(self, paper: str) -> None:
        self.paper = paper
        self._press = Press(TEMPLATE)

    def sheets(self, posters: Sequence[Poster], title: str) -> bytes:
        """Return a PDF with a sheet for each; raises ValueError for signs that the font lacks."""
        lacking = "".join(poster.lacking for poster in posters)
        if lacking:
            raise ValueError(lacking)
        return self._press.pdf(
            {
                "paper": self.paper,
                "title": title,
                "language": (get_language() or "zh")[:2],
                "invitation": invitation(),
                "steps": steps(),
                "posters": [{**asdict(poster), "code": poster.code} for poster in posters],
            }
        )
