"""Programs of the measured installation: learn from its matters, and propose duplicates and suggestions of its newest.

They run in processes of their own, with the installation's environment, and print JSON.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import click
import django
from django.conf import settings

django.setup()

from bench.city import VIEWERS  # noqa: E402
from sanling.domain.matters.access import visible_matters  # noqa: E402
from sanling.domain.matters.act import allowed_actions  # noqa: E402
from sanling.domain.matters.alike import alike, brought_before, likenesses  # noqa: E402
from sanling.domain.matters.families import REPORTED  # noqa: E402
from sanling.domain.matters.known import likely_same  # noqa: E402
from sanling.domain.matters.models import Matter  # noqa: E402
from sanling.domain.matters.queries import find_matter  # noqa: E402
from sanling.domain.people.access import Viewer  # noqa: E402
from sanling.domain.people.cast import players  # noqa: E402
from sanling.foundation import clock  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402
from sanling.processes.suggestions.config import kinds_of  # noqa: E402
from sanling.processes.suggestions.learning import learn_city  # noqa: E402
from sanling.processes.suggestions.offered import offered_for  # noqa: E402
from sanling.processes.suggestions.suggesting import suggested_about  # noqa: E402

# So many of the newest open matters that each viewer sees, as far apart as they can lie among so many times more.
MATTERS, AMONG = 12, 37
# So often each is asked for; the median counts.
TIMES = 3


@click.group()
def commands() -> None:
    """Learn, and propose."""


@commands.command()
def learn() -> None:
    """Learn categories and kinds anew, and print of how many matters."""
    learned = learn_city(profile_by_code(settings.SERVED[0]))
    click.echo(json.dumps({found.model: found.matters for found in learned}))


@commands.command()
def propose() -> None:
    """Print what each proposal took for each viewer, in milliseconds."""
    cast = players(profile_by_code(settings.SERVED[0]))
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for key in VIEWERS:
        for what, milliseconds in _proposed(cast[key].viewer):
            found[what].setdefault(key, []).append(milliseconds)
    click.echo(json.dumps(found))


def _proposed(viewer: Viewer) -> Iterator[tuple[str, float]]:
    seen = visible_matters(viewer).filter(family=REPORTED, open=True).order_by("-registered_at", "-pk")
    numbers = list(seen.values_list("number", flat=True)[: MATTERS * AMONG])
    for number in numbers[:: max(1, len(numbers) // MATTERS)][:MATTERS]:
        matter = find_matter(viewer, number)
        if matter is not None:
            for what, run in _proposals(viewer, matter).items():
                yield what, _took(run)


def _proposals(viewer: Viewer, matter: Matter) -> dict[str, Callable[[], object]]:
    """Return what may be proposed of a matter, as pages ask for it; persons by their index, which counts no search."""
    profile, now = profile_by_code(settings.SERVED[0]), clock.now()
    index = next((party.phone_index.hex() for party in matter.parties.all() if party.phone_index), "")
    actions = allowed_actions(viewer, matter)
    return {
        "duplicates beside a matter": lambda: alike(viewer, matter, now, by_person=False),
        "duplicates of what is written down": lambda: likenesses(
            viewer, text=matter.text, division=matter.division_id, person=index, now=now
        ),
        "what a phone brought before": lambda: brought_before(viewer, index) if index else (),
        "duplicates told to a resident": lambda: likely_same(
            profile, kind=matter.kind, division=matter.division_id
        ),
        "suggestions for all acts of a matter": lambda: [
            offered_for(viewer, matter, action) for action in actions
        ],
        "kind and category of what is written down": lambda: suggested_about(
            profile.city, matter.text, names=(), kinds=kinds_of(profile)
        ),
    }


def _took(run: Callable[[], object]) -> float:
    """Return the median milliseconds of a few times."""
    times = []
    for _nth in range(TIMES):
        begin = perf_counter()
        run()
        times.append(1000 * (perf_counter() - begin))
    return median(times)


if __name__ == "__main__":
    commands()
