"""Learning, by night, from the settled matters of each city that are neither concealed nor confidential."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from numpy.typing import NDArray

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter, Party
from sanling.foundation import clock
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import installed_profiles
from sanling.processes.suggestions.config import kinds_of
from sanling.processes.suggestions.grams import buckets, grams, marks
from sanling.processes.suggestions.model import Counts, Model, fitted, held_in, save

# The newest of a kind: what a night's work and its memory are bounded by.
MOST_MATTERS = 40_000
FEWEST_MATTERS = 50
BATCH = 500
HELD_OUT = 10
TIME_FOR_A_KIND = timedelta(minutes=2)

# The model that tells kinds apart lies beside those of each kind's categories, under a name that no kind can have.
KINDS = "_kinds"

# Where what is right stands among the codes, and the distinct marks of the n-grams.
Example = tuple[int, NDArray[np.uint64]]


@dataclass(frozen=True)
class Learned:
    """How much a model was learned from, and how often what is right was the first or among the first three."""

    model: str
    matters: int
    held_out: int = 0
    first: float = 0.0
    first_three: float = 0.0


def folder_of(city: str) -> Path:
    """Return where the models of a city lie."""
    return Path(settings.SUGGESTIONS_ROOT) / city


def learn_all() -> list[Learned]:
    """Learn of each installed city anew."""
    return [learned for profile in installed_profiles().values() for learned in learn_city(profile)]


def learn_city(profile: Profile) -> list[Learned]:
    """Learn each kind of a city anew, and the kinds themselves."""
    return [*(learn(profile, kind) for kind in kinds_of(profile)), learn_kinds(profile)]


def learn(profile: Profile, kind: str) -> Learned:
    """Learn a kind's categories anew, as clerks left them; measure first on the newest tenth, which it hadn't seen."""
    part: MattersPart = profile.part("matters")
    categories = [category.code for category in part.categories(kind)]
    keys = _newest(_settled(profile, kind).filter(category__in=categories), MOST_MATTERS)
    return _learn(profile, kind, "category", categories, keys)


def learn_kinds(profile: Profile) -> Learned:
    """Learn to tell apart the kinds for which categories are suggested, from as many of the newest of each."""
    kinds = kinds_of(profile)
    if len(kinds) < 2:
        return Learned(KINDS, 0)
    share = MOST_MATTERS // len(kinds)
    keys = [key for kind in kinds for key in _newest(_settled(profile, kind), share)]
    # Keys rise with the day of registration; an earlier system's, which do not, are as good to measure on.
    return _learn(profile, KINDS, "kind", kinds, sorted(keys))


def _learn(
    profile: Profile,
    name: str,
    told: Literal["category", "kind"],
    codes: Sequence[str],
    keys: Sequence[int],
) -> Learned:
    """Learn what a column says of the texts of matters, the oldest of them first."""
    if len(keys) < FEWEST_MATTERS:
        return Learned(name, len(keys))
    counts, earlier = Counts(codes), len(keys) - len(keys) // HELD_OUT
    until = clock.now() + TIME_FOR_A_KIND
    for right, held in _examples(keys[:earlier], told, codes, until):
        counts.add(codes[right], held)
    weights, known = counts.weights(), counts.known()
    later = list(_examples(keys[earlier:], told, codes, until + TIME_FOR_A_KIND))
    speaking = [(right, buckets(held[held_in(held, known)])) for right, held in later]
    temperature = fitted(weights, speaking)
    places = [_place(weights, right, held) for right, held in speaking]
    for right, held in later:
        counts.add(codes[right], held)
    model = Model(tuple(codes), counts.weights(), counts.known(), temperature)
    save(folder_of(profile.city), name, model)
    return Learned(
        name,
        len(keys),
        len(later),
        sum(place == 0 for place in places) / max(1, len(later)),
        sum(place < 3 for place in places) / max(1, len(later)),
    )


def _settled(profile: Profile, kind: str) -> QuerySet[Matter]:
    """Return the settled matters of a kind that may teach."""
    return Matter.objects.filter(
        family=REPORTED,
        city=profile.city,
        kind=kind,
        open=False,
        resolved_at__isnull=False,
        confidentiality=0,
        concealed=False,
    )


def _newest(settled: QuerySet[Matter], most: int) -> list[int]:
    """Return the keys of the newest, the oldest of them first."""
    newest = settled.order_by("-registered_at", "-pk").values_list("pk", flat=True)
    return list(newest[:most])[::-1]


def _examples(
    keys: Sequence[int], told: Literal["category", "kind"], codes: Sequence[str], until: datetime
) -> Iterator[Example]:
    """Yield where what a column says stands among codes, and the n-grams, of as many matters as there is time for."""
    place = {code: n for n, code in enumerate(codes)}
    for start in range(0, len(keys), BATCH):
        if clock.now() > until:
            return
        batch = keys[start : start + BATCH]
        names = names_of(batch)
        found = Matter.objects.filter(pk__in=batch).order_by("registered_at", "pk")
        for pk, code, title, text in found.values_list("pk", told, "title", "text"):
            held = np.unique(marks(grams(f"{title} {text}", names.get(pk, ()))))
            if held.size:
                yield place[code], held


def names_of(matters: Sequence[int]) -> dict[int, list[str]]:
    """Return what the parties of matters are called, which is taken out of their texts.

    Of who is complained of nobody asks for a name: words say who it is.
    """
    found: dict[int, list[str]] = {}
    parties = Party.objects.filter(matter__in=matters).order_by("pk")
    for matter, *called in parties.values_list("matter", "name", "description"):
        found.setdefault(matter, []).extend(filter(None, called))
    return found


def _place(weights: NDArray[np.float32], right: int, held: NDArray[np.intp]) -> int:
    scores = weights[:, held].sum(axis=1)
    return int((scores > scores[right]).sum())
