"""Learning, by night, from the settled matters of each city that are neither concealed nor confidential."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter, Party
from sanling.foundation import clock
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import installed_profiles
from sanling.processes.suggestions.config import kinds_of
from sanling.processes.suggestions.grams import buckets, grams
from sanling.processes.suggestions.model import Counts, Model, fitted, save

# The newest of a kind: what a night's work and its memory are bounded by.
MOST_MATTERS = 40_000
FEWEST_MATTERS = 50
BATCH = 500
HELD_OUT = 10
TIME_FOR_A_KIND = timedelta(minutes=2)

Example = tuple[int, NDArray[np.intp]]


@dataclass(frozen=True)
class Learned:
    """How much a kind was learned from, and how often the right category was the first or among the first three."""

    kind: str
    matters: int
    held_out: int = 0
    first: float = 0.0
    first_three: float = 0.0


def folder_of(city: str) -> Path:
    """Return where the models of a city lie."""
    return Path(settings.SUGGESTIONS_ROOT) / city


def learn_all() -> list[Learned]:
    """Learn each kind of each installed city anew."""
    return [learn(profile, kind) for profile in installed_profiles().values() for kind in kinds_of(profile)]


def learn(profile: Profile, kind: str) -> Learned:
    """Learn a kind's categories anew, as clerks left them; measure first on the newest tenth, which it hadn't seen."""
    part: MattersPart = profile.part("matters")
    categories = [category.code for category in part.categories(kind)]
    keys = _settled(profile, kind, categories)
    if len(keys) < FEWEST_MATTERS:
        return Learned(kind, len(keys))
    counts, earlier = Counts(categories), len(keys) - len(keys) // HELD_OUT
    until = clock.now() + TIME_FOR_A_KIND
    for right, held in _examples(keys[:earlier], categories, until):
        counts.add(categories[right], held)
    weights = counts.weights()
    later = list(_examples(keys[earlier:], categories, until + TIME_FOR_A_KIND))
    temperature = fitted(weights, later)
    places = [_place(weights, example) for example in later]
    for right, held in later:
        counts.add(categories[right], held)
    save(folder_of(profile.city), kind, Model(tuple(categories), counts.weights(), temperature))
    return Learned(
        kind,
        len(keys),
        len(later),
        sum(place == 0 for place in places) / max(1, len(later)),
        sum(place < 3 for place in places) / max(1, len(later)),
    )


def _settled(profile: Profile, kind: str, categories: Sequence[str]) -> list[int]:
    """Return the keys of the newest settled matters that may teach, the oldest first."""
    settled = Matter.objects.filter(
        family=REPORTED,
        city=profile.city,
        kind=kind,
        category__in=categories,
        open=False,
        resolved_at__isnull=False,
        confidentiality=0,
        concealed=False,
    )
    newest = settled.order_by("-registered_at", "-pk").values_list("pk", flat=True)
    return list(newest[:MOST_MATTERS])[::-1]


def _examples(keys: Sequence[int], categories: Sequence[str], until: datetime) -> Iterator[Example]:
    """Yield category and n-grams of matters, as many as there is time for."""
    place = {category: n for n, category in enumerate(categories)}
    for start in range(0, len(keys), BATCH):
        if clock.now() > until:
            return
        batch = keys[start : start + BATCH]
        names = names_of(batch)
        found = Matter.objects.filter(pk__in=batch).order_by("registered_at", "pk")
        for pk, category, title, text in found.values_list("pk", "category", "title", "text"):
            held = buckets(grams(f"{title} {text}", names.get(pk, ())))
            if held.size:
                yield place[category], held


def names_of(matters: Sequence[int]) -> dict[int, list[str]]:
    """Return the names of the parties of matters, which are taken out of their texts."""
    found: dict[int, list[str]] = {}
    for matter, name in Party.objects.filter(matter__in=matters).values_list("matter", "name"):
        found.setdefault(matter, []).append(name)
    return found


def _place(weights: NDArray[np.float32], example: Example) -> int:
    right, held = example
    scores = weights[:, held].sum(axis=1)
    return int((scores > scores[right]).sum())
