"""Choosing one of many: units, posts, people and divisions, typed by name and picked from offers.

A key never comes from what was typed: it counts only with the very words that it was offered for.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.people.config import role_rules
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import find, lies_in
from sanling.foundation.cleaning import clean_line, read_digits
from sanling.foundation.variants import fold_variants, spellings, without_dots
from sanling.interfaces.components.texts import PlainText

OFFERS = 12
LONGEST = 200
Row = TypeVar("Row", bound=Model)


def _folded(words: str) -> str:
    return without_dots(fold_variants(words)).replace(" ", "")


@dataclass(frozen=True)
class Offer:
    """One choice: its key, what the box then says, and by which other names, typed in full, it is meant."""

    key: str
    label: str
    hint: str = ""
    names: Sequence[str] = field(default=(), compare=False)

    def is_called(self, typed: str) -> bool:
        """Tell whether this is the choice's label or whole name."""
        return _folded(typed) in {_folded(name) for name in (self.label, *self.names) if name}


class Picks(ABC):
    """What may be chosen in a box."""

    placeholder: ClassVar[StrPromise | str] = ""

    @abstractmethod
    def find(self, typed: str) -> Sequence[Offer]:
        """Return some choices that these words may mean, those called so first."""

    @abstractmethod
    def of_key(self, key: str) -> Offer | None:
        """Return the choice of a key."""

    def all_of(self, most: int) -> list[tuple[str, str]] | None:
        """Return all choices as keys and labels, or None if there are more than so many."""
        return None


@dataclass(frozen=True)
class Meant:
    """The choice that was made, or else those that may have been meant."""

    chosen: Offer | None
    offers: Sequence[Offer] = ()


def meant(picks: Picks, typed: str, key: str = "") -> Meant:
    """Return what is meant by the words in a box and the key beside it.

    The key is "21", which counts if the box says that choice's label, or "21:words", which counts if it was offered
    for these words and the box still says them. Without such a key the words must name just one: the only one that
    is called so, or the only one that they find.
    """
    pk, _colon, offered_for = key.partition(":")
    if pk and not offered_for:
        picked = picks.of_key(pk)
        if picked and _folded(picked.label) == _folded(typed):
            return Meant(picked)
    found = picks.find(typed)
    fitting = [offer for offer in found if offer.is_called(typed)] or found
    if offered_for and _folded(offered_for) == _folded(typed):
        fitting = [offer for offer in found if offer.key == pk] or fitting
    return Meant(fitting[0]) if len(fitting) == 1 else Meant(None, found)


class Typed(str):
    """What a box says, with the key that was sent beside it."""

    key: str

    def __new__(cls, words: str, key: str = "") -> "Typed":
        """Keep the key beside the words."""
        made = super().__new__(cls, words)
        made.key = key
        return made


class PickInput(forms.TextInput):
    """The box, the key beside it, and, where the words may mean several, these to choose from without script."""

    def __init__(self, attrs: Mapping[str, Any]) -> None:
        """Begin with nothing chosen."""
        super().__init__(attrs={**attrs, "autocomplete": "off"})
        self.meant = Meant(None)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        """Take the words and the key."""
        return Typed(data.get(name) or "", data.get(f"{name}_key") or "")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw them."""
        chosen = self.meant.chosen
        words, key = (chosen.label, chosen.key) if chosen else (value, "")
        box = super().render(name, words, attrs, renderer)
        hidden = format_html('<input type="hidden" name="{}_key" value="{}">', name, key)
        if not self.meant.offers:
            return box + hidden
        rows = (
            (name, f"{offer.key}:{value}", offer.label, offer.hint) for offer in self.meant.offers[:OFFERS]
        )
        choices = format_html_join(
            "",
            '<label><input type="radio" name="{}_key" value="{}"><span>{} <small>{}</small></span></label>',
            rows,
        )
        group = '<div class="choices pick-choices" role="radiogroup" aria-label="{}">{}</div>'
        return box + hidden + format_html(group, _("Which of these"), choices)


class PickField(PlainText):
    """A box that offers choices while one types, and asks back where the words may mean several; cleans to a key."""

    widget: PickInput

    def __init__(
        self, picks: Picks, *, url: str, placeholder: str = "", nothing: str = "", **kwargs: Any
    ) -> None:
        """Ask ``url`` for offers while one types; ``nothing`` says what to do when nothing is called so."""
        self.picks = picks
        self.nothing = nothing or _("Nothing of that name can be chosen here.")
        widget = PickInput({"data-picker": url, "data-nothing": self.nothing, "placeholder": placeholder})
        super().__init__(widget=widget, max_length=LONGEST, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the key of the choice; raises ValidationError where the box doesn't say which one."""
        typed = super().clean(value)
        if not typed:
            return ""
        self.widget.meant = found = meant(self.picks, typed, getattr(value, "key", ""))
        if found.chosen:
            return found.chosen.key
        if found.offers:
            raise forms.ValidationError(_("Please choose which of these is meant, or type more of the name."))
        raise forms.ValidationError(self.nothing)


def offered(request: HttpRequest, picks: Picks) -> JsonResponse:
    """Answer the choices for what was typed so far (JSON)."""
    typed = clean_line(request.GET.get("q", ""))[:60]
    made = picks.find(typed) if typed else ()
    return JsonResponse(
        [{"key": offer.key, "label": offer.label, "hint": offer.hint} for offer in made], safe=False
    )


def row_of_key(rows: QuerySet[Row], key: str) -> Row | None:
    """Return the row of a key, ``None`` for what is no key of these rows."""
    number = read_digits(key)
    return rows.filter(pk=number).first() if number is not None else None


def first_called(rows: QuerySet[Row], exactly: Q, *order: str) -> QuerySet[Row]:
    """Return a few rows in an order, those that are called exactly so before the others."""
    rank = Case(When(exactly, then=Value(0)), default=Value(1), output_field=IntegerField())
    ranked: QuerySet[Any] = rows.annotate(called=rank)
    return ranked.order_by("called", *order)[:OFFERS]


@dataclass(frozen=True)
class UnitPicks(Picks):
    """Units, by name, or by the name, pinyin, initials or code of their division."""

    units: QuerySet[Unit]
    placeholder = gettext_lazy("Name, pinyin or code")

    def all_of(self, most: int) -> list[tuple[str, str]] | None:
        """Return them in their order, if they are few."""
        few = list(self.units[: most + 1])
        return [(str(unit.pk), unit.label) for unit in few] if len(few) <= most else None

    def find(self, typed: str) -> list[Offer]:
        """Return those of the higher levels first."""
        words = typed.strip()
        low = words.lower()
        name = spellings(words)
        named = Q(name__iregex=name) | Q(name_en__icontains=words)
        named |= Q(division__name__iregex=f"^{name}") | Q(division__pinyin__startswith=low)
        named |= Q(division__initials=low)
        if low.isdigit():
            named |= Q(division__path=low)
        called = Q(name__iregex=f"^{name}$") | Q(name_en__iexact=words)
        units = self.units.filter(named).select_related("division")
        return [
            self._offer(unit) for unit in first_called(units, called, "division__level", "division", "pk")
        ]

    def of_key(self, key: str) -> Offer | None:
        """Return the unit of an id."""
        unit = row_of_key(self.units.select_related("division"), key)
        return self._offer(unit) if unit else None

    def _offer(self, unit: Unit) -> Offer:
        return Offer(str(unit.pk), unit.label, unit.division.name, (unit.name, unit.name_en))


@dataclass(frozen=True)
class PostPicks(Picks):
    """Posts, by their holder's or unit's name."""

    posts: QuerySet[Post]
    placeholder = gettext_lazy("Name of a person or unit")

    def all_of(self, most: int) -> list[tuple[str, str]] | None:
        """Return them unit by unit, if they are few."""
        few = list(self.posts.select_related("unit").order_by("unit__division", "unit", "pk")[: most + 1])
        offers = [post_offer(post) for post in few]
        return (
            [(offer.key, f"{offer.label} · {offer.hint}") for offer in offers] if len(few) <= most else None
        )

    def find(self, typed: str) -> list[Offer]:
        """Return them unit by unit."""
        words = typed.strip()
        name = spellings(words)
        called = Q(name__iregex=f"^({'|'.join(map(spellings, _beginnings(words)))})$")
        named = Q(name__iregex=name) | Q(unit__name__iregex=name) | called
        posts = self.posts.filter(named).select_related("unit")
        return [post_offer(post) for post in first_called(posts, called, "unit__division", "unit", "pk")]

    def of_key(self, key: str) -> Offer | None:
        """Return the post of an id."""
        post = row_of_key(self.posts.select_related("unit"), key)
        return post_offer(post) if post else None


def _beginnings(words: str) -> list[str]:
    """Return what may be the holder's name in "name role"."""
    parts = words.split()
    return [" ".join(parts[:count]) for count in range(1, len(parts) + 1)]


def post_offer(post: Post) -> Offer:
    """Return a post as a choice: the holder, and in which role where."""
    role = role_rules(post.unit.city, post.role).name
    return Offer(str(post.pk), f"{post.name} {role}", post.unit.label, (post.name,))


@dataclass(frozen=True)
class DivisionPicks(Picks):
    """Divisions of a city, by name, pinyin, initials or code, with the one above as a hint."""

    city: str

    def find(self, typed: str) -> list[Offer]:
        """Return exact hits first."""
        found = find(typed, within=self.city, limit=OFFERS).select_related("parent")
        return [self._offer(division) for division in found]

    def of_key(self, key: str) -> Offer | None:
        """Return the division of a path."""
        current = Division.objects.filter(valid_until=None, path__startswith=self.city)
        division = current.filter(pk=key).select_related("parent").first() if key.isdigit() else None
        return self._offer(division) if division else None

    def _offer(self, division: Division) -> Offer:
        codes = (division.path, division.official_code or "")
        return Offer(division.path, division.name, lies_in(division), codes)


def division_field(city: str, **kwargs: Any) -> PickField:
    """Return a box for a division of a city, by name, pinyin, initials or code."""
    return PickField(
        DivisionPicks(city),
        url=reverse("desk:find_division"),
        placeholder=_("Name, pinyin or code"),
        **kwargs,
    )
