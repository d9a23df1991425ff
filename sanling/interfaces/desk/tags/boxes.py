"""The box for a tag: any word, with those offered that the own unit used last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.tags.columns import CODE
from sanling.domain.tags.queries import words_used
from sanling.domain.tags.words import read_word
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.boxes import MakeBox
from sanling.interfaces.desk.picks import OFFERS, Offer, Picks

# What is typed may be longer than what is kept, which says so: a browser would cut it off in silence.
LONGEST_TYPED = 200


@dataclass(frozen=True)
class WordPicks(Picks):
    """The words of tags that a viewer's units use on matters that it sees."""

    viewer: Viewer
    likely_are = gettext_lazy("Used last in your unit")

    def find(self, typed: str) -> list[Offer]:
        """Return those that hold what was typed, those used last first."""
        return [Offer(word, word) for word in words_used(self.viewer, typed, OFFERS)]

    def likely(self) -> list[Offer]:
        """Return those used last."""
        return self.find("")

    def of_keys(self, keys: Sequence[str]) -> list[Offer]:
        """Return none: a browser remembers no words."""
        return []


class WordField(PlainText):
    """A line for a tag's word, which need not be one of those offered."""

    def __init__(self, **options: Any) -> None:
        """Ask for offers while one types."""
        offering = {"data-picker": reverse_lazy("desk:find_tag"), "autocomplete": "off"}
        line = forms.TextInput({**offering, "placeholder": gettext_lazy("A word, such as “lifts”")})
        super().__init__(label=gettext_lazy("Tag"), widget=line, max_length=LONGEST_TYPED, **options)

    def clean(self, value: Any) -> str:
        """Return the word as it is kept; raises ValidationError, with words for the writer, for what is none."""
        typed = str(super().clean(value))
        try:
            return read_word(typed) if typed else ""
        except ValueError as error:
            raise forms.ValidationError(str(error), code="word") from error


BOXES: Mapping[str, MakeBox] = {CODE: lambda _viewer: WordField()}
