"""Fill a city with a believable past: matters of a year with all that became of them, by COPY."""

import gc
import multiprocessing
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random

from django.db import connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.numbering import compose
from sanling.domain.workflow.queries import all_current, definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.calendar import CHINA
from sanling.foundation.profile.loader import Profile
from sanling.processes.simulation.invent import Invented, Inventor, Recent
from sanling.processes.simulation.odds import Odds
from sanling.processes.simulation.pictures import demonstration_pictures
from sanling.processes.simulation.policy import in_waking_hours
from sanling.processes.simulation.rows import write
from sanling.processes.simulation.scenes import number, stage
from sanling.processes.simulation.tables import Setting
from sanling.processes.simulation.town import read_town
from sanling.processes.simulation.words import read_words

ACTOR = SystemActor("simulation")
ACT = "simulation.run"
BATCH = 1000
# From here on more processes than one pay off.
LARGE = 20_000
# In a large run so many townships see the same course of events at once; a divisor of the batch.
LIVES_ALIKE = 4
_DAY = 86_400


def stage_scenes(*, profile: Profile, posts: Mapping[str, int], village: str, seed: int = 1) -> int:
    """Write what the cast is to find in its inboxes, in the caller's transaction, and return how many matters.

    ``posts`` holds the members of the cast by key.
    """
    until = clock.now()
    # The longest scene begins some months ago.
    run = _prepare(profile, Wish(0, until - timedelta(days=365), until, seed, village))
    random = Random(f"scenes:{seed}")  # noqa: S311 -- invented
    matters = [
        one
        for scene in run.inventor.habits.scenes
        if scene.who in posts
        for one in stage(
            run.inventor, post=posts[scene.who], scene=scene, village=village, until=until, random=random
        )
    ]
    write(number(matters, city=profile.city, letters=profile.letters), run.setting)
    return len(matters)


@dataclass(frozen=True)
class Wish:
    """How many matters of which days and place, and by which seed."""

    matters: int
    since: datetime
    until: datetime
    seed: int
    within: str
    lives_alike: int = 1


@dataclass(frozen=True)
class Run:
    """What a simulation works with: the city in memory, and the instants at which matters are registered."""

    inventor: Inventor
    setting: Setting
    letters: str
    seed: str
    until: datetime
    instants: Sequence[float]
    first_of_day: dict[date, int]
    villages: Odds[str]
    lives_alike: int


def simulate(
    *,
    profile: Profile,
    matters: int,
    until: datetime | None = None,
    days: int = 365,
    seed: int = 1,
    within: str = "",
    processes: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write invented matters of the ``days`` before ``until`` and return how many.

    The city must have units, staff and published workflows. ``within`` narrows it to a division. The same seed gives
    the same matters for the same staff. Few matters are written in one transaction. Many are written by several
    processes, each batch in its own, so that an interrupted run leaves whole matters; among them each life is lived in
    several townships. Raises LookupError in a city where nobody works.
    """
    until = until or clock.now()
    with transaction.atomic():
        alike = LIVES_ALIKE if matters >= LARGE else 1
        run = _prepare(profile, Wish(matters, until - timedelta(days=days), until, seed, within, alike))
    batches = range(0, matters, BATCH)
    if processes is None:
        processes = 2 if matters >= LARGE else 1
    written = 0
    if processes == 1:
        with transaction.atomic():
            for first in batches:
                written += _write_batch(run, first)
                if progress:
                    progress(written)
        return written
    for done in _in_processes(run, batches, processes):
        written += done
        if progress:
            progress(written)
    return written


def _prepare(profile: Profile, wish: Wish) -> Run:
    town = read_town(profile, seed=wish.seed, since=wish.since)
    part: MattersPart = profile.part("matters")
    rows = {row.code: row.pk for row in all_current(profile.city)}
    villages = [path for path in town.villages if path.startswith(wish.within)]
    if not (rows and villages and town.posts):
        raise LookupError("A city needs villages, staff and published workflows before it can be simulated.")
    instants = _instants(wish)
    pictures = demonstration_pictures(city=profile.city, actor=ACTOR)
    run = Run(
        inventor=Inventor(
            town,
            part,
            read_words(),
            {code: definition_of(pk) for code, pk in rows.items()},
            profile.part("simulation"),
        ),
        setting=Setting(
            definitions=rows,
            category_versions={kind.code: part.category_version(kind.code) for kind in part.kinds},
            pictures=pictures,
        ),
        letters=profile.letters,
        seed=f"{wish.seed}:{wish.within}:{wish.matters}",
        until=wish.until,
        instants=instants,
        first_of_day=_draw_numbers(profile.city, instants),
        villages=Odds({path: town.weights[path] for path in villages}),
        lives_alike=wish.lives_alike,
    )
    detail = {"matters": wish.matters, "seed": wish.seed, "within": wish.within}
    record(actor=ACTOR, act=ACT, subject=f"city:{profile.city}", city=profile.city, detail=detail)
    return run


def _instants(wish: Wish) -> Sequence[float]:
    """Return when matters are registered, in order: at waking hours, as often at the beginning as at the end."""
    random = Random(f"{wish.seed}:{wish.within}")  # noqa: S311 -- invented
    begin, length = wish.since.timestamp(), (wish.until - wish.since).total_seconds()
    # A minute is left for the last ones, so that nothing lies in the future.
    last = wish.until - timedelta(minutes=1)
    found = array("d")
    for _nth in range(0, wish.matters, wish.lives_alike):
        at = datetime.fromtimestamp(begin + random.random() * length, UTC).replace(microsecond=0)
        found.append(min(in_waking_hours(at, random), last).timestamp())
    each = (at for at in sorted(found) for _nth in range(wish.lives_alike))
    return array("d", islice(each, wish.matters))


def _draw_numbers(city: str, instants: Sequence[float]) -> dict[date, int]:
    """Take as many numbers as each day needs, and return the first one's place by day."""
    needed = Counter(_day_of(at) for at in instants)
    if not needed:
        return {}
    days = sorted(needed)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matters_sequence (city, day, last)"
            " SELECT %s, day, needed FROM unnest(%s::date[], %s::int[]) AS drawn (day, needed)"
            " ON CONFLICT (city, day) DO UPDATE SET last = matters_sequence.last + excluded.last"
            " RETURNING day, last",
            [city, days, [needed[day] for day in days]],
        )
        lasts = dict(cursor.fetchall())
    first: dict[date, int] = {}
    passed = 0
    for day in days:
        # What is to be added to a matter's place among all instants to give its number of the day.
        first[day] = lasts[day] - needed[day] + 1 - passed
        passed += needed[day]
    return first


def _day_of(at: float) -> date:
    return datetime.fromtimestamp(at, CHINA).date()


def _write_batch(run: Run, first: int) -> int:
    random = Random(f"{run.seed}:{first}")  # noqa: S311 -- invented
    recent = Recent()
    invented: list[Invented] = []
    for place in range(first, min(first + BATCH, len(run.instants))):
        at = run.instants[place]
        day = _day_of(at)
        number = compose(run.letters, day, run.first_of_day[day] + place)
        village = run.villages.draw(random)
        one = None
        if place % run.lives_alike:
            one = run.inventor.echo(invented[-1], number=number, village=village, random=random)
        invented.append(
            one
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
        write(invented, run.setting)
    return len(invented)


_run: Run | None = None


def _in_processes(run: Run, batches: Sequence[int], processes: int) -> Iterator[int]:
    """Share batches between processes that inherit the city by forking."""
    global _run  # noqa: PLW0603 -- inherited, not sent: it is large
    _run = run
    for each in connections.all(initialized_only=True):
        each.close()
        if isinstance(each, DatabaseWrapper):
            # A pool's sockets must not be shared; it is opened anew where it is asked for next.
            each.close_pool()
    # What is there now stays: no need to look through it for garbage, or to copy its pages.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(_write_inherited, batches)


def _write_inherited(first: int) -> int:
    if _run is None:
        raise RuntimeError("No run was inherited.")
    return _write_batch(_run, first)
