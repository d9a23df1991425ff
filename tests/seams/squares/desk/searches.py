"""Squares that were given on a day, found by typing the day."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.searching import Hit, Search
from tests.seams.squares.ledgers import given


def _on_day(viewer: Viewer, words: str) -> list[Hit]:
    found = given(viewer).filter(params__slot__startswith=words).order_by("-pk")[:5]
    return [
        Hit(entry.params["slot"], reverse("desk:matter", args=[entry.matter.number]), entry.matter.title)
        for entry in found
    ]


SEARCHES = (Search(gettext_lazy("Squares given"), _on_day),)
