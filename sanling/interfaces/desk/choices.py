"""What is chosen in boxes: units, posts and divisions, the nearest first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanling.domain.matters.queries import CAP
from sanling.domain.matters.registering import roles_charged
from sanling.domain.matters.workload import open_with
from sanling.domain.people.access import Viewer
from sanling.domain.people.config import role_rules
from sanling.domain.people.finding import (
    few_posts,
    few_units,
    nearest_posts,
    nearest_units,
    posts_found,
    units_found,
)
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import around, find, place_names
from sanling.domain.territory.rules import parent_of
from sanling.foundation import clock
from sanling.interfaces.desk.picks import OFFERS, Offer, PickField, Picks, rows_of_keys

PLACE = re.compile("[0-9]{2,18}")
MOST_PLACES = 20


def own_places(viewer: Viewer) -> tuple[str, ...]:
    """Return where somebody's own choices likely lie."""
    return viewer.own.paths or (viewer.own.unit_division,)


@dataclass(frozen=True)
class UnitPicks(Picks):
    """Units, by any part of their names or what else they are called, or by the code of their division."""

    units: QuerySet[Unit]
    city: str
    near: tuple[str, ...] = ()
    sort = "unit"
    placeholder = gettext_lazy("Name, pinyin or code")

    def all_of(self, most: int) -> list[tuple[str, str]] | None:
        """Return them, the nearest first, if they are few."""
        few = few_units(self.units, self.near, most)
        return None if few is None else [(str(unit.pk), unit.label) for unit in few]

    def find(self, typed: str) -> list[Offer]:
        """Return those called so first, and of them the nearest."""
        return self._offers(units_found(self.units, typed, self.near, city=self.city, most=OFFERS))

    def likely(self) -> list[Offer]:
        """Return the nearest."""
        return self.nearest(OFFERS)

    def nearest(self, most: int) -> list[Offer]:
        """Return so many of the units, the nearest first."""
        return self._offers(nearest_units(self.units, self.near, most))

    def of_keys(self, keys: Sequence[str]) -> list[Offer]:
        """Return the units of ids."""
        return self._offers(rows_of_keys(self.units, keys))

    def _offers(self, units: Iterable[Unit]) -> list[Offer]:
        found = list(units)
        places = place_names(unit.division_id for unit in found) if found else {}
        return [
            Offer(str(unit.pk), unit.label, places[unit.division_id], names=(unit.name, unit.name_en))
            for unit in found
        ]


@dataclass(frozen=True)
class PostPicks(Picks):
    """Posts, by any part of their holders' or units' names; how much each has open is told of what ``teller`` sees."""

    posts: QuerySet[Post]
    city: str
    near: tuple[str, ...] = ()
    teller: Viewer | None = None
    # Of those as near, whose posts are rather meant.
    roles: tuple[str, ...] = ()
    sort = "post"
    placeholder = gettext_lazy("Name of a person or unit")

    def all_of(self, most: int) -> list[tuple[str, str]] | None:
        """Return them, the nearest first, if they are few."""
        few = few_posts(self._rows(), self.near, most, self.roles)
        if few is None:
            return None
        offers = self._noted([post_offer(post) for post in few], few)
        return [
            (offer.key, " · ".join(filter(None, (offer.label, offer.hint, offer.note)))) for offer in offers
        ]

    def find(self, typed: str) -> list[Offer]:
        """Return those called so first, and of them the nearest."""
        return self._offers(self._found(typed))

    def likely(self) -> list[Offer]:
        """Return the nearest."""
        return self._offers(nearest_posts(self._rows(), self.near, OFFERS, self.roles))

    def of_keys(self, keys: Sequence[str]) -> list[Offer]:
        """Return the posts of ids."""
        return self._offers(rows_of_keys(self._rows(), keys))

    def told(self, offers: Sequence[Offer]) -> list[Offer]:
        """Return the same with how much each has open, as far as the teller may count it."""
        posts = rows_of_keys(self._rows(), [offer.key for offer in offers]) if self.teller else []
        return self._noted(offers, posts)

    def _noted(self, offers: Sequence[Offer], posts: Sequence[Post]) -> list[Offer]:
        open_now = open_with(self.teller, posts) if self.teller else {}
        notes = {str(pk): open_note(count) for pk, count in open_now.items()}
        return [replace(offer, note=notes.get(offer.key, "")) for offer in offers]

    def _found(self, typed: str) -> list[Post]:
        rows, near, roles = self._rows(), self.near, self.roles
        return posts_found(rows, typed, near, city=self.city, most=OFFERS, roles=roles)

    def _rows(self) -> QuerySet[Post]:
        return self.posts.select_related("unit")

    def _offers(self, posts: Iterable[Post]) -> list[Offer]:
        found = list(posts)
        paths = {post.pk: parent_of(post.unit.division_id) or "" for post in found}
        above = place_names(filter(None, paths.values())) if found else {}
        return [post_offer(post, above.get(paths[post.pk], "")) for post in found]


def places_asked(request: HttpRequest, viewer: Viewer) -> tuple[str, ...]:
    """Return near which places a box asks for choices, else one's own."""
    asked = (path for path in request.GET.getlist("near")[:MOST_PLACES] if PLACE.fullmatch(path))
    return tuple(asked) or own_places(viewer)


def colleagues(viewer: Viewer, near: tuple[str, ...] = ()) -> PostPicks:
    """Return the posts in office of one's own unit and of units below it.

    First are those near some places, or else near one's own, and of these whoever is usually charged with matters.
    """
    below = viewer.own.unit_division
    posts = Post.objects.filter(
        in_office(clock.now()), unit__city=viewer.city, unit__division__path__startswith=below
    )
    roles = roles_charged(viewer.city)
    return PostPicks(posts, viewer.city, near or own_places(viewer), viewer, roles)


def post_offer(post: Post, above: str = "") -> Offer:
    """Return a post as a choice: the holder, and in which role where."""
    role = role_rules(post.unit.city, post.role).name
    hint = " ".join(filter(None, (above, post.unit.label)))
    return Offer(str(post.pk), f"{post.name} {role}", hint, names=(post.name,))


def open_note(count: int) -> str:
    """Say how much a post has open."""
    if count > CAP:
        return _("more than %(count)d open") % {"count": CAP}
    return ngettext("%(count)d open", "%(count)d open", count) % {"count": count}


@dataclass(frozen=True)
class DivisionPicks(Picks):
    """Divisions of a city, by name, pinyin, initials or code, with those above as a hint."""

    city: str
    near: tuple[str, ...] = ()
    sort = "division"

    def find(self, typed: str) -> list[Offer]:
        """Return exact hits first, and of them the nearest."""
        return self._offers(find(typed, within=self.city, limit=OFFERS, near=self.near))

    def likely(self) -> list[Offer]:
        """Return the nearest."""
        return self._offers(around(self.city, self.near)[:OFFERS])

    def of_keys(self, keys: Sequence[str]) -> list[Offer]:
        """Return the divisions of paths."""
        paths = [key for key in keys if key.isascii() and key.isdigit()]
        current = Division.objects.filter(valid_until=None, path__startswith=self.city, pk__in=paths)
        found = {division.pk: division for division in current} if paths else {}
        return self._offers(found[path] for path in paths if path in found)

    def _offers(self, divisions: Iterable[Division]) -> list[Offer]:
        found = list(divisions)
        above = place_names(filter(None, (parent_of(division.pk) for division in found))) if found else {}
        return [
            Offer(
                division.path,
                division.name,
                above.get(parent_of(division.pk) or "", ""),
                names=(division.path, division.official_code or ""),
            )
            for division in found
        ]


def division_field(city: str, near: tuple[str, ...] = (), **kwargs: Any) -> PickField:
    """Return a box for a division of a city, by name, pinyin, initials or code, with those near some places first."""
    query = QueryDict(mutable=True)
    query.setlist("near", near)
    return PickField(
        DivisionPicks(city, near),
        url=f"{reverse('desk:find_division')}?{query.urlencode()}".rstrip("?"),
        placeholder=_("Name, pinyin or code"),
        **kwargs,
    )
