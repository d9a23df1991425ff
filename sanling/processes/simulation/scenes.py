"""Matters that fill each heap of the cast's inboxes: whoever deals with them aims at where they are wanted.

The first lives of a scene are anybody's. When too few of them lead there, whatever gets there in the next is let be.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from sanling.domain.matters.models import Relation
from sanling.domain.matters.numbering import next_number
from sanling.domain.matters.queries import Tab
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.profile.loader import Profile
from sanling.processes.simulation.config import Scene
from sanling.processes.simulation.invent import Inventor, Recent
from sanling.processes.simulation.keys import Keys
from sanling.processes.simulation.life import Life, write

AS_USUAL, MOST_TRIES = 30, 400
# Nothing is registered in the last minutes: somebody might still be writing it.
STILL_WRITING = timedelta(minutes=5)
FAR = datetime.max.replace(tzinfo=UTC)


def stage_scenes(
    *, profile: Profile, inventor: Inventor, posts: Mapping[str, int], village: str, seed: int = 1
) -> int:
    """Write what the cast is to find in its inboxes, in the caller's transaction, and return how many matters.

    ``posts`` holds the members of the cast by key.
    """
    until, random = clock.now(), Random(f"scenes:{seed}")  # noqa: S311 -- invented
    lives = []
    for scene in inventor.habits.scenes:
        if scene.who in posts:
            viewer = inventor.town.posts[posts[scene.who]]
            lives += stage(inventor, scene, viewer=viewer, village=village, until=until, random=random)
    lives.sort(key=lambda life: life.matter.registered_at)
    for life in lives:
        day = life.matter.registered_at.astimezone(CHINA).date()
        life.matter.number = next_number(city=profile.city, letters=profile.letters, day=day)
    write(lives)
    return len(lives)


def stage(
    inventor: Inventor, scene: Scene, *, viewer: Viewer, village: str, until: datetime, random: Random
) -> list[Life]:
    """Return the matters of a scene, without numbers; fewer when nothing brings them about."""
    there = partial(waits, viewer=viewer, heap=scene.heap, until=until)
    usual = replace(inventor, likely=scene.likely, only=scene.kinds, prefers=viewer)
    aiming = replace(usual, rests=there)
    keys, span = Keys(), timedelta(days=scene.days) - STILL_WRITING
    found: list[Life] = []
    for nth in range(MOST_TRIES):
        life = (usual if nth < AS_USUAL else aiming).matter(
            number="",
            at=(until - STILL_WRITING - span * random.random()).replace(microsecond=0),
            until=until,
            village=village,
            random=random,
            earlier=Recent(keys),
        )
        if there(life):
            found.append(life)
        if len(found) == scene.count:
            break
    return found


def waits(life: Life, viewer: Viewer, heap: str, until: datetime) -> bool:
    """Tell whether a matter will be in a heap of a viewer's inbox if nobody acts any more, as `queries.inbox` asks.

    A test holds the two to the same answers.
    """
    matter = life.matter
    ours, mine = matter.unit_id == viewer.own.unit_id, matter.assignee_id == viewer.own.post_id
    due, warn = matter.due_at or FAR, matter.warn_at or FAR
    match heap:
        case Tab.MINE:
            there = mine
        case Tab.UNASSIGNED:
            merged = any(tie.kind == Relation.Kind.MERGED_INTO for tie in life.rows[Relation])
            there = ours and not (merged or matter.assignee_id or matter.resolved_at)
        case Tab.JOINT:
            there = any(part.unit_id == viewer.own.unit_id for part in life.joints[matter.pk])
        case Tab.SOON:
            there = (mine or ours) and not matter.paused and warn <= until < due
        case _:
            there = (mine or ours) and not matter.paused and due <= until
    return there and matter.open and life.sees(viewer)
