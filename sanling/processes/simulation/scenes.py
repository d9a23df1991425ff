"""Matters that fill each heap of the cast's inboxes: lives are invented until one stands where it is wanted."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from sanling.domain.matters.numbering import next_number
from sanling.domain.matters.queries import Tab, inbox
from sanling.domain.people.access import Viewer
from sanling.foundation.calendar import CHINA
from sanling.processes.simulation.config import Scene
from sanling.processes.simulation.invent import Inventor, Recent
from sanling.processes.simulation.keys import Keys
from sanling.processes.simulation.life import Life, write

MOST_TRIES, TOGETHER = 4000, 40


def stage(
    inventor: Inventor, *, post: int, scene: Scene, village: str, until: datetime, random: Random
) -> list[Life]:
    """Return the matters of a scene, without numbers; fewer when chance doesn't bring them about."""
    viewer = inventor.town.posts[post]
    prefers = viewer.own.unit_id if scene.send else None
    director = inventor.inclined(scene.likely, kinds=scene.kinds, prefers=prefers)
    earliest, keys = until - timedelta(days=scene.days), Keys()
    found: list[Life] = []
    for _again in range(0, MOST_TRIES, TOGETHER):
        if len(found) >= scene.count:
            break
        # Nothing is registered in the last minutes: somebody might still be writing it.
        span = until - timedelta(minutes=5) - earliest
        lives = [
            director.matter(
                number=f"?{n}",
                at=(earliest + span * random.random()).replace(microsecond=0),
                until=until,
                village=village,
                random=random,
                earlier=Recent(keys),
            )
            for n in range(TOGETHER)
        ]
        found += _in_heap(lives, viewer, Tab(scene.heap), until)
    return found[: scene.count]


def _in_heap(lives: Sequence[Life], viewer: Viewer, heap: Tab, now: datetime) -> list[Life]:
    """Return those that would be in a heap of the viewer's inbox, by trying it."""
    keys = [life.matter.pk for life in lives]
    with transaction.atomic():
        write(lives)
        ways = [way.filter(pk__in=keys).values_list("pk", flat=True) for way in inbox(viewer, heap, now)]
        there = {pk for way in ways for pk in way}
        transaction.set_rollback(True)
    return [life for life in lives if life.matter.pk in there]


def number(lives: Sequence[Life], *, city: str, letters: str) -> list[Life]:
    """Give matters their numbers, in the order in which they were registered."""
    numbered = sorted(lives, key=lambda life: life.matter.registered_at)
    for life in numbered:
        day = life.matter.registered_at.astimezone(CHINA).date()
        life.matter.number = next_number(city=city, letters=letters, day=day)
    return numbered
