"""The cast finds in each heap of its inboxes what the profile says, whatever the day and the hour."""

from collections import Counter
from datetime import UTC, datetime
from random import Random

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.matters.queries import Tab, inbox, inbox_counts
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import write
from sanling.processes.simulation.scenes import stage, stage_scenes, waits
from tests.city import VILLAGE, City
from tests.processes.simulation.conftest import UNTIL
from tests.processes.simulation.lives import assert_replays, lived

HEAPS = (Tab.MINE, Tab.UNASSIGNED, Tab.SOON, Tab.LATE, Tab.JOINT)
# A Wednesday morning in China, and a Sunday night.
MOMENTS = [datetime(2026, 11, 18, 2, 30, tzinfo=UTC), datetime(2026, 11, 21, 19, 5, tzinfo=UTC)]


@pytest.mark.parametrize("now", MOMENTS, ids=["at work", "at night"])
def test_the_heaps_of_the_cast_are_filled(
    staffed: City, cast: dict[str, Player], inventor: Inventor, now: datetime
) -> None:
    posts = {key: player.post.pk for key, player in cast.items()}
    scenes = inventor.habits.scenes
    with clock.turned(to=now):
        wanted = stage_scenes(profile=staffed.profile, inventor=inventor, posts=posts, village=VILLAGE)
        for scene in scenes:
            counted = inbox_counts(cast[scene.who].viewer, now)
            assert counted[scene.heap] >= scene.count, scene.code
    assert wanted == sum(scene.count for scene in scenes) == Matter.objects.exclude(number="").count()


def test_what_rests_in_a_heap_is_what_the_actions_could_have_left_there(
    cast: dict[str, Player], inventor: Inventor
) -> None:
    scene = next(scene for scene in inventor.habits.scenes if scene.code == "department_clerk_joint")
    viewer = inventor.town.posts[cast[scene.who].post.pk]
    lives = stage(inventor, scene, viewer=viewer, village=VILLAGE, until=UNTIL, random=Random(1))
    assert len(lives) == scene.count
    for life in lives:
        assert waits(life, viewer, Tab.JOINT, UNTIL)
        assert_replays(life)


def test_what_waits_in_a_heap_is_what_the_inbox_shows(cast: dict[str, Player], inventor: Inventor) -> None:
    lives = [lived(inventor, seed, seed % 30) for seed in range(80)]
    for scene in inventor.habits.scenes:
        if scene.code in {"mediator_soon", "department_clerk_joint"}:
            viewer = inventor.town.posts[cast[scene.who].post.pk]
            lives += stage(inventor, scene, viewer=viewer, village=VILLAGE, until=UNTIL, random=Random(1))
    for nth, life in enumerate(lives):
        life.matter.number = f"?{nth}"
    write(lives)
    posts = [player.post.pk for player in cast.values() if player.post.pk in inventor.town.posts]
    shown = Counter[str]()
    for viewer in map(inventor.town.posts.__getitem__, posts):
        for heap in HEAPS:
            there = {matter.pk for way in inbox(viewer, heap, UNTIL) for matter in way}
            assert there == {life.matter.pk for life in lives if waits(life, viewer, heap, UNTIL)}
            shown[heap] += len(there)
    assert all(shown[heap] for heap in HEAPS), shown
