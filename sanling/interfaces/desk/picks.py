"""Choosing one of many, typed by name and picked from offers; `choices` has what is chosen.

A key never comes from what was typed: it counts only with the very words that it was offered for.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.forms.utils import flatatt
from django.http import HttpRequest, JsonResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.foundation.cleaning import clean_line, read_digits
from sanling.foundation.variants import fold_variants, without_dots
from sanling.interfaces.components.texts import PlainText, SomeOf

OFFERS = 12
# So many boxes to tick are shown at first; more are found by name.
MOST_BOXES = 120
# So many of those chosen last are offered again.
RECENT = 3
LONGEST = 200
Row = TypeVar("Row", bound=Model)


def _folded(words: str) -> str:
    return without_dots(fold_variants(words)).replace(" ", "")


@dataclass(frozen=True)
class Offer:
    """One choice: its key, what the box then says, and by which other names, typed in full, it is meant.

    The hint tells it from others of its name, the note what may decide between them.
    """

    key: str
    label: str
    hint: str = ""
    note: str = ""
    names: Sequence[str] = field(default=(), compare=False)

    def is_called(self, typed: str) -> bool:
        """Tell whether this is the choice's label or whole name."""
        return _folded(typed) in {_folded(name) for name in (self.label, *self.names) if name}

    def is_told_by(self, typed: str) -> bool:
        """Tell whether what stands behind the choice's name, if it is that, is true of it: its role, its unit."""
        words = typed.split()
        behind = next(
            (
                words[count:]
                for count in range(len(words) - 1, 0, -1)
                if self.is_called(" ".join(words[:count]))
            ),
            [],
        )
        return all(_folded(word) in _folded(f"{self.label} {self.hint}") for word in behind)


class Picks(ABC):
    """What may be chosen in a box, one of a sort; a browser remembers by sort which keys were chosen last."""

    sort: ClassVar[str] = ""
    placeholder: ClassVar[StrPromise | str] = ""
    # What the likely ones are called above them.
    likely_are: ClassVar[StrPromise] = gettext_lazy("Nearest")

    @abstractmethod
    def find(self, typed: str) -> Sequence[Offer]:
        """Return some choices that these words may mean, those called so first."""

    @abstractmethod
    def of_keys(self, keys: Sequence[str]) -> list[Offer]:
        """Return the choices of those keys that there are, in their order."""

    def of_key(self, key: str) -> Offer | None:
        """Return the choice of a key."""
        return next(iter(self.of_keys([key])), None)

    def likely(self) -> Sequence[Offer]:
        """Return what is likely chosen, before anything is typed."""
        return ()

    def nearest(self, _most: int) -> Sequence[Offer]:
        """Return so many of the choices, the nearest first."""
        return self.likely()

    def told(self, offers: Sequence[Offer]) -> Sequence[Offer]:
        """Return the same choices with notes."""
        return offers

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
    is called so, or the only one that they find, of which all of them are true.
    """
    pk, _colon, offered_for = key.partition(":")
    if pk and not offered_for:
        picked = picks.of_key(pk)
        if picked and _folded(picked.label) == _folded(typed):
            return Meant(picked)
    found = picks.find(typed)
    if offered_for and _folded(offered_for) == _folded(typed):
        chosen = next((offer for offer in found if offer.key == pk), None)
        if chosen:
            return Meant(chosen)
    fitting = [offer for offer in found if offer.is_called(typed)] or found
    return Meant(fitting[0]) if len(fitting) == 1 and fitting[0].is_told_by(typed) else Meant(None, found)


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
        offers = self.meant.offers[:OFFERS]
        rows = ((name, f"{offer.key}:{value}", offer.label, offer.hint) for offer in offers)
        choices = format_html_join(
            "",
            '<label><input type="radio" name="{}_key" value="{}"><span>{} <small>{}</small></span></label>',
            rows,
        )
        group = '<div class="choices pick-choices" role="radiogroup" aria-label="{}">{}</div>'
        return box + hidden + format_html(group, _("Which of these"), choices)


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick in groups; a line above narrows them to what is called as one types, without script all stay."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw them."""
        widget = self.get_context(name, value, attrs)["widget"]
        line = {**self.attrs, "class": "form-control", "type": "search", "data-name": name}
        groups = format_html_join(
            "",
            '<div role="group" aria-label="{}"><p>{}</p>{}</div>',
            ((head, head, self._drawn(options, renderer)) for head, options, _index in widget["optgroups"]),
        )
        boxes = '<input{} hidden><div class="boxes" id="{}">{}</div>'
        return format_html(boxes, flatatt(line), widget["attrs"].get("id", ""), groups)

    def _drawn(self, options: Iterable[Mapping[str, Any]], renderer: Any) -> SafeString:
        bare = [
            {
                **option,
                "attrs": {name: said for name, said in option["attrs"].items() if name not in self.attrs},
            }
            for option in options
        ]
        rows = ((renderer.render(option["template_name"], {"widget": option}),) for option in bare)
        return format_html_join("", "<div>{}</div>", rows)


class ManyField(SomeOf):
    """Boxes to tick, the nearest first, that are found by name; whether what was ticked may be is not decided here."""

    def __init__(self, picks: Picks, *, url: str = "", **kwargs: Any) -> None:
        """Ask ``url``, if one is given, for what is meant while one types."""
        words = {"data-narrows": url, "data-nothing": _("Nothing of that name can be chosen here.")}
        line = {**words, "placeholder": picks.placeholder, "aria-label": picks.placeholder}
        self.picks, self.shown = picks, picks.nearest(MOST_BOXES)
        super().__init__(widget=Boxes(line), choices=_grouped(self.shown), **kwargs)

    def valid_value(self, value: str) -> bool:
        """Let the key of any row pass, as not all need be shown."""
        return read_digits(value) is not None

    def prepare_value(self, value: Any) -> Any:
        """Show what was ticked."""
        shown = {offer.key for offer in self.shown}
        more = self.picks.of_keys([key for key in value or () if key not in shown])
        self.choices = _grouped([*more, *self.shown])
        return value


def _grouped(offers: Sequence[Offer]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return choices by their hints, in their order."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for offer in offers:
        groups.setdefault(offer.hint or _("City level"), []).append((offer.key, offer.label))
    return list(groups.items())


class PickField(PlainText):
    """A box that offers choices while one types, and asks back where the words may mean several; cleans to a key."""

    widget: PickInput

    def __init__(
        self, picks: Picks, *, url: str, placeholder: str = "", nothing: str = "", **kwargs: Any
    ) -> None:
        """Ask ``url`` for offers while one types; ``nothing`` says what to do when nothing is called so."""
        self.picks = picks
        self.nothing = nothing or _("Nothing of that name can be chosen here.")
        words = {"data-picker": url, "data-sort": picks.sort, "data-nothing": self.nothing}
        widget = PickInput({**words, "placeholder": placeholder})
        super().__init__(widget=widget, max_length=LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Let a box that holds a key at first say its choice."""
        if value and not isinstance(value, Typed):
            self.widget.meant = Meant(self.picks.of_key(str(value)))
        return value

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
    """Answer the choices for what was typed so far, or before that those chosen last and those likely (JSON).

    Which were chosen last only the browser knows, by their keys: what may not be chosen here is not among them.
    """
    typed = clean_line(request.GET.get("q", ""))[:60]
    if typed:
        groups = [("", picks.find(typed))]
    else:
        chosen = picks.of_keys(request.GET.get("recent", "")[:LONGEST].split(",")[:RECENT])
        known = {offer.key for offer in chosen}
        likely = [offer for offer in picks.likely() if offer.key not in known]
        groups = [(_("Chosen last"), chosen), (str(picks.likely_are), likely[: OFFERS - len(chosen)])]
    made = [
        {"key": offer.key, "label": offer.label, "hint": offer.hint, "note": offer.note, "group": group}
        for group, offers in groups
        for offer in picks.told(offers)
    ]
    return JsonResponse(made, safe=False)


def rows_of_keys(rows: QuerySet[Row], keys: Sequence[str]) -> list[Row]:
    """Return the rows of keys, in their order, without what is no key of these rows; none costs nothing."""
    numbers = [number for key in keys if (number := read_digits(key)) is not None]
    found = {row.pk: row for row in rows.filter(pk__in=numbers)} if numbers else {}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]
