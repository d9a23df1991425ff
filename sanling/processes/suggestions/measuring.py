"""How often the right place and the right handler would have been among the first three, for matters now settled."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter
from sanling.domain.territory.rules import Level
from sanling.foundation.profile.loader import Profile
from sanling.processes.suggestions.likest import (
    MOST_OFFERED,
    handled_by,
    likest,
    lying_in,
    settled,
    spoken_for,
)
from sanling.processes.suggestions.places import named_in

# The newest of a kind: each is looked up as a clerk's form would have.
MOST_HELD_OUT = 200


@dataclass(frozen=True)
class Measured:
    """Of so many matters, the share for which the right one was the first, or among the first three."""

    held_out: int
    first: float
    first_three: float


def measure_places(profile: Profile, kind: str) -> Measured:
    """Measure the places that are suggested, against where clerks left the newest settled matters."""
    return _measure(_newest(profile, kind), _places, lambda matter: matter.division_id)


def measure_handlers(profile: Profile, kind: str) -> Measured:
    """Measure the posts that are suggested, against who settled the newest."""
    newest = _newest(profile, kind)
    by = {found.matter: found.choice for found in handled_by([matter.pk for matter in newest])}
    return _measure([matter for matter in newest if matter.pk in by], _posts, lambda matter: by[matter.pk])


def _newest(profile: Profile, kind: str) -> list[Matter]:
    of_kind = Matter.objects.filter(
        family=REPORTED, city=profile.city, kind=kind, open=False, resolved_at__isnull=False
    )
    open_to_all = of_kind.filter(confidentiality=0, concealed=False).defer("search")
    return list(open_to_all.order_by("-registered_at", "-pk")[:MOST_HELD_OUT])


def _measure(
    matters: Sequence[Matter],
    guess: Callable[[Matter], Sequence[Hashable]],
    right: Callable[[Matter], Hashable],
) -> Measured:
    guesses = [(guess(matter)[:MOST_OFFERED], right(matter)) for matter in matters]
    count = max(1, len(guesses))
    return Measured(
        len(guesses),
        sum(wanted in made[:1] for made, wanted in guesses) / count,
        sum(wanted in made for made, wanted in guesses) / count,
    )


def _places(matter: Matter) -> list[str]:
    # As if nobody had said where it lies but in which county: a wrong place is what is corrected.
    unsaid = Matter(division_id=matter.division_id[: Level.COUNTY], place=matter.place, text=matter.text)
    named = named_in(unsaid)
    spoken = spoken_for(lying_in(_likest(matter, Level.COUNTY)))
    return [*named, *(found.choice for found in spoken if found.choice not in named)]


def _posts(matter: Matter) -> list[int]:
    return [found.choice for found in spoken_for(handled_by(_likest(matter, Level.TOWNSHIP)))]


def _likest(matter: Matter, level: Level) -> list[int]:
    """Return the likest of what was settled when the matter was registered."""
    around = settled(matter, level, since=matter.registered_at)
    return likest(matter, [Matter.objects.filter(around, resolved_at__lt=matter.registered_at)])
