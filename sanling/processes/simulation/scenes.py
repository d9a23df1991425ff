"""Matters that fill each heap of the cast's inboxes: lives are invented until one stands where it is wanted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from sanling.domain.matters.numbering import next_number
from sanling.domain.matters.queries import Tab
from sanling.foundation.calendar import CHINA
from sanling.processes.simulation.config import Scene
from sanling.processes.simulation.history import History
from sanling.processes.simulation.invent import Invented, Inventor, Recent
from sanling.processes.simulation.standing import sees
from sanling.processes.simulation.town import Worker

MOST_TRIES = 4000


def stage(
    inventor: Inventor, *, post: int, scene: Scene, village: str, until: datetime, random: Random
) -> list[Invented]:
    """Return the matters of a scene, without numbers; fewer when chance doesn't bring them about."""
    worker = inventor.town.posts[post]
    director = inventor.inclined(scene.likely, kinds=scene.kinds, prefers=worker.unit if scene.send else None)
    earliest = until - timedelta(days=scene.days)
    found: list[Invented] = []
    for _try in range(MOST_TRIES):
        if len(found) == scene.count:
            break
        # Nothing is registered in the last minutes: somebody might still be writing it.
        at = earliest + (until - timedelta(minutes=5) - earliest) * random.random()
        one = director.matter(
            number="",
            at=at.replace(microsecond=0),
            until=until,
            village=village,
            random=random,
            earlier=Recent(),
        )
        if HEAPS[Tab(scene.heap)](one.history, worker, until) and sees(one.history, worker):
            found.append(one)
    return found


def number(matters: Sequence[Invented], *, city: str, letters: str) -> list[Invented]:
    """Give matters their numbers, in the order in which they were registered."""
    numbered = sorted(matters, key=lambda one: one.history.registered_at)
    for one in numbered:
        day = one.history.registered_at.astimezone(CHINA).date()
        one.brought = replace(one.brought, number=next_number(city=city, letters=letters, day=day))
    return numbered


def _mine(history: History, worker: Worker, _now: datetime) -> bool:
    return history.open and history.resolved_at is None and history.assignee == worker


def _unassigned(history: History, worker: Worker, _now: datetime) -> bool:
    free = history.assignee is None and history.resolved_at is None
    return history.open and free and history.unit == worker.unit


def _own(history: History, worker: Worker) -> bool:
    return history.open and not history.paused and (history.assignee == worker or history.unit == worker.unit)


def _soon(history: History, worker: Worker, now: datetime) -> bool:
    due_at, warn_at = history.nearest()
    return _own(history, worker) and bool(warn_at and due_at) and (warn_at or now) <= now < (due_at or now)


def _late(history: History, worker: Worker, now: datetime) -> bool:
    due_at, _warn_at = history.nearest()
    return _own(history, worker) and due_at is not None and due_at <= now


def _joint(history: History, worker: Worker, _now: datetime) -> bool:
    return history.open and bool(history.joints(worker.unit))


HEAPS: Mapping[Tab, Callable[[History, Worker, datetime], bool]] = {
    Tab.MINE: _mine,
    Tab.UNASSIGNED: _unassigned,
    Tab.SOON: _soon,
    Tab.LATE: _late,
    Tab.JOINT: _joint,
}
