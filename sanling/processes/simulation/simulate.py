"""Fill a city with a believable past: matters of a year with all that became of them, by COPY."""

import gc
import multiprocessing
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from random import Random

from django.db import connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from sanling.domain.matters.numbering import compose, draw
from sanling.domain.workflow.queries import all_current
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.calendar import CHINA
from sanling.foundation.profile.loader import Profile
from sanling.processes.simulation.invent import Inventor, Recent
from sanling.processes.simulation.life import Life, write
from sanling.processes.simulation.odds import Odds
from sanling.processes.simulation.pictures import demonstration_pictures
from sanling.processes.simulation.policy import in_waking_hours
from sanling.processes.simulation.town import read_town
from sanling.processes.simulation.words import read_words

ACTOR = SystemActor("simulation")
ACT = "simulation.run"
BATCH = 1000
# From here on more processes than one pay off.
LARGE = 20_000
# In a large run so many townships see the same course of events at once; a divisor of the batch.
LIVES_ALIKE = 8


def inventor_of(profile: Profile, *, seed: int, since: datetime) -> Inventor:
    """Return who makes up matters of a city as it stands, by those who have been in office since an instant.

    Raises LookupError in a city where nobody works.
    """
    town = read_town(profile, seed=seed, since=since)
    definitions = {row.code: row.pk for row in all_current(profile.city)}
    if not (definitions and town.villages and town.posts):
        raise LookupError("A city needs villages, staff and published workflows before it can be simulated.")
    return Inventor(
        town,
        profile.part("matters"),
        read_words(),
        definitions,
        profile.part("simulation"),
        demonstration_pictures(city=profile.city, actor=ACTOR),
    )


@dataclass(frozen=True)
class Run:
    """What a simulation works with: the city in memory, and the instants at which matters are registered."""

    inventor: Inventor
    letters: str
    seed: str
    until: datetime
    instants: Sequence[float]
    first_of_day: Mapping[date, int]
    villages: Odds[str]
    lives_alike: int


def simulate(
    *,
    profile: Profile,
    matters: int,
    days: int = 365,
    seed: int = 1,
    within: str = "",
    inventor: Inventor | None = None,
    processes: int | None = None,
    progress: Callable[[int], None] = lambda _written: None,
) -> int:
    """Write invented matters of the last ``days`` and return how many.

    The city must have units, staff and published workflows. ``within`` narrows it to a division. The same seed gives
    the same matters for the same staff. Few matters are written in one transaction. Many are written by several
    processes, each batch in its own, so that an interrupted run leaves whole matters; among them each life is lived in
    several townships. An ``inventor`` knows the city already. Raises LookupError in a city where nobody works.
    """
    until = clock.now()
    since = until - timedelta(days=days)
    with transaction.atomic():
        inventor = inventor or inventor_of(profile, seed=seed, since=since)
        alike = LIVES_ALIKE if matters >= LARGE else 1
        instants = _instants(Random(f"{seed}:{within}"), since, until, matters, alike)  # noqa: S311 -- invented
        run = Run(
            inventor=inventor,
            letters=profile.letters,
            seed=f"{seed}:{within}:{matters}",
            until=until,
            instants=instants,
            first_of_day=_draw_numbers(profile.city, instants),
            villages=_villages(inventor, within),
            lives_alike=alike,
        )
        _record(profile.city, matters=matters, seed=seed, within=within)
    written = 0
    for written in accumulate(_written(run, processes or (2 if matters >= LARGE else 1))):
        progress(written)
    return written


def _record(city: str, **detail: int | str) -> None:
    record(actor=ACTOR, act=ACT, subject=f"city:{city}", city=city, detail=detail)


def _villages(inventor: Inventor, within: str) -> Odds[str]:
    """Return the villages of a division, each to be drawn as often as it brings matters."""
    return Odds({path: weight for path, weight in inventor.town.weights.items() if path.startswith(within)})


def _instants(random: Random, since: datetime, until: datetime, wanted: int, alike: int) -> Sequence[float]:
    """Return when matters are registered, in order: at waking hours, as often at the beginning as at the end."""
    begin, length = since.timestamp(), (until - since).total_seconds()
    # A minute is left for the last ones, so that nothing lies in the future.
    last = until - timedelta(minutes=1)
    found = array("d")
    for _nth in range(0, wanted, alike):
        at = datetime.fromtimestamp(begin + random.random() * length, UTC).replace(microsecond=0)
        found.append(min(in_waking_hours(at, random), last).timestamp())
    each = (at for at in sorted(found) for _nth in range(alike))
    return array("d", islice(each, wanted))


def _draw_numbers(city: str, instants: Sequence[float]) -> dict[date, int]:
    """Take as many numbers as each day needs, and return the first one's place by day."""
    first: dict[date, int] = {}
    passed = 0
    for day, needed in sorted(Counter(map(_day_of, instants)).items()):
        # What is to be added to a matter's place among all instants to give its number of the day.
        first[day] = draw(needed, city, day) - needed + 1 - passed
        passed += needed
    return first


def _day_of(at: float) -> date:
    return datetime.fromtimestamp(at, CHINA).date()


def _write_batch(run: Run, first: int) -> int:
    random, recent = Random(f"{run.seed}:{first}"), Recent()  # noqa: S311 -- invented
    lives: list[Life] = []
    for place in range(first, min(first + BATCH, len(run.instants))):
        at = run.instants[place]
        day = _day_of(at)
        number = compose(run.letters, day, run.first_of_day[day] + place)
        village = run.villages.draw(random)
        alike = None
        if place % run.lives_alike:
            alike = run.inventor.echo(lives[-1], number=number, village=village, random=random)
        lives.append(
            alike
            or run.inventor.matter(
                number=number,
                at=datetime.fromtimestamp(at, UTC),
                until=run.until,
                village=village,
                random=random,
                earlier=recent,
            )
        )
    with transaction.atomic():
        write(lives)
    return len(lives)


# What a process works with that inherited it by forking: it is too large to be sent.
_inherited: list[Run] = []


def _written(run: Run, processes: int) -> Iterator[int]:
    """Write batch by batch, all in one transaction or shared between processes that inherit the city by forking."""
    batches = range(0, len(run.instants), BATCH)
    if processes == 1:
        with transaction.atomic():
            for first in batches:
                yield _write_batch(run, first)
        return
    for each in connections.all(initialized_only=True):
        each.close()
        if isinstance(each, DatabaseWrapper):
            # A pool's sockets must not be shared; it is opened anew where it is asked for next.
            each.close_pool()
    # What is there now stays, and lives make no circles: no need to look for garbage, or to copy pages for that.
    gc.disable()
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, fork, _inherited.append, (run,)) as pool:
        yield from pool.map(_write_inherited, batches)
    gc.enable()


def _write_inherited(first: int) -> int:
    (run,) = _inherited
    return _write_batch(run, first)
