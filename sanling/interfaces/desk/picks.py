"""Choosing one of many: units, posts and divisions, typed by name, picked from offers, or by their number."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sanling.domain.people.config import role_rules
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import find

OFFERS = 12
_TRAILING = re.compile(r"(\d{1,18})\s*$")


@dataclass(frozen=True)
class Offer:
    """One choice: ``value`` is what the box then holds, and ends with the row's key."""

    value: str
    label: str
    hint: str = ""


Find = Callable[[str], Sequence[Offer]]


def key_of(typed: str) -> str:
    """Return the digits at the end of what a box holds, "" when there are none."""
    found = _TRAILING.search(typed)
    return found[1] if found else ""


class PickField(forms.CharField):
    """A box that offers choices while one types; without script it takes a name that means just one of them.

    ``known`` tells whether a key may be chosen, ``offers`` finds choices by what was typed; the clean value is the key.
    """

    def __init__(
        self, *, known: Callable[[str], bool], offers: Find, url: str, placeholder: str = "", **kwargs: Any
    ) -> None:
        """Ask ``url`` for offers while one types."""
        widget = forms.TextInput(
            attrs={"data-picker": url, "placeholder": placeholder, "autocomplete": "off"}
        )
        super().__init__(widget=widget, max_length=120, **kwargs)
        self.known = known
        self.offers = offers

    def clean(self, value: Any) -> str:
        """Return the key of the choice; raises ValidationError that names what may have been meant."""
        typed = super().clean(value)
        if not typed:
            return ""
        key = key_of(typed)
        if key and self.known(key):
            return key
        found = self.offers(typed)
        if len(found) == 1:
            return key_of(found[0].value)
        if not found:
            raise forms.ValidationError(_("Nothing of that name can be chosen here."))
        names = "、".join(offer.value for offer in found[:5])
        raise forms.ValidationError(
            _("More than one is meant: %(names)s. Please copy one of these.") % {"names": names}
        )


def unit_offers(units: QuerySet[Unit], typed: str) -> list[Offer]:
    """Return units by name, or by the name, pinyin, initials or code of their division."""
    word = typed.strip().lower()
    named = (
        Q(name__icontains=typed.strip())
        | Q(division__name__startswith=typed.strip())
        | Q(division__pinyin__startswith=word)
        | Q(division__initials=word)
    )
    if word.isdigit():
        named |= Q(division__path=word)
    found = (
        units.filter(named).select_related("division").order_by("division__level", "division", "pk")[:OFFERS]
    )
    return [Offer(f"{unit.label} {unit.pk}", unit.label, unit.division.name) for unit in found]


def post_offers(posts: QuerySet[Post], typed: str) -> list[Offer]:
    """Return posts by their holder's or unit's name."""
    named = Q(name__icontains=typed.strip()) | Q(unit__name__icontains=typed.strip())
    found = posts.filter(named).select_related("unit").order_by("unit__division", "unit", "pk")[:OFFERS]
    return [post_offer(post) for post in found]


def post_offer(post: Post) -> Offer:
    """Return a post as a choice: the holder, and in which role where."""
    role = role_rules(post.unit.city, post.role).name
    return Offer(f"{post.name} {role} {post.pk}", f"{post.name} {role}", post.unit.label)


def division_offers(city: str, typed: str) -> list[Offer]:
    """Return divisions by name, pinyin, initials or code, with the ones above them as a hint."""
    return [division_offer(division) for division in find(typed, within=city, limit=OFFERS)]


def division_offer(division: Division) -> Offer:
    """Return a division as a choice."""
    above = division.parent.name if division.parent else ""
    return Offer(f"{division.name} {division.path}", division.name, above)


def key_exists(rows: QuerySet[Any]) -> Callable[[str], bool]:
    """Return whether a key is one of these rows'."""
    return lambda key: int(key) < 2**63 and rows.filter(pk=int(key)).exists()
