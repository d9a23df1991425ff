"""A life in memory is one that the actions could have made, and is copied as it is."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.models import Matter
from sanling.domain.matters.timing import refresh
from sanling.foundation.text import search_q
from sanling.processes.simulation.invent import Inventor, Recent
from sanling.processes.simulation.life import write
from sanling.processes.simulation.pictures import demonstration_pictures
from tests.city import CITY, TEST, VILLAGE, City
from tests.processes.simulation.comparing import as_invented, as_stored, differences
from tests.processes.simulation.conftest import UNTIL
from tests.processes.simulation.lives import KINDS, MOST_LIVES, assert_replays, lived
from tests.processes.simulation.replay import replay_together

# Acts that are rare in a city, each with a kind in which it happens.
RARE = {
    "route": "hazard",
    "give_back": "hazard",
    "escalate": "dispute",
    "hand_up": "dispute",
    "return": "dispute",
    "finish_joint": "dispute",
    "joint_minutes": "dispute",
    "decide_extension": "dispute",
    "resume": "dispute",
    "reply": "hazard",
    "reopen": "request",
    "list_major": "hazard",
    "act_for": "request",
    "to_police": "security",
    "object": "petition",
    "decide_review": "petition",
    "end_hearing": "petition",
    "rework": "petition",
}
# What has to happen more often for that.
LEADS_TO = {
    "give_back": {"route": 60},
    "finish_joint": {"whistle": 60},
    "joint_minutes": {"whistle": 60, "joint_minutes": 60},
    "decide_extension": {"ask_extension": 60, "progress": 10},
    "resume": {"pause": 60},
    "reply": {"supervise": 200},
    "object": {"forward": 20, "object": 20},
    "decide_review": {"ask_review": 60},
    "end_hearing": {"ask_review": 60, "ask_re_review": 60, "hold_hearing": 60},
}


@settings(
    max_examples=12,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    kind=st.sampled_from(KINDS),
    seed=st.integers(0, 10_000),
    days=st.integers(1, 200),
    likely=st.lists(st.sampled_from(sorted(RARE)), max_size=4, unique=True),
)
def test_the_actions_replay_it_to_the_same_rows(
    inventor: Inventor, kind: str, seed: int, days: int, likely: list[str]
) -> None:
    inclined = replace(inventor, likely=dict.fromkeys(likely, 30.0), only=(kind,))
    assert_replays(lived(inclined, seed, days))


def test_the_actions_replay_each_of_the_rare_acts(inventor: Inventor) -> None:
    for code, kind in RARE.items():
        likely = {code: 60.0, **LEADS_TO.get(code, {})}
        inclined = replace(inventor, likely=likely, only=(kind,))
        lives = (lived(inclined, seed, 200) for seed in range(MOST_LIVES))
        with_it = next((life for life in lives if life.counts[code]), None)
        assert with_it, f"{code} never happens."
        assert_replays(with_it)


@pytest.mark.parametrize("code", ["follow", "set_free"])
def test_the_actions_replay_what_was_merged_beside_what_it_follows(inventor: Inventor, code: str) -> None:
    likely = {"merge": 2000.0, "refuse": 20.0 if code == "set_free" else 1.0}
    inclined = replace(inventor, likely=likely, only=("request",))
    (picture, *_others) = demonstration_pictures(city=CITY, actor=TEST)
    for seed in range(MOST_LIVES):
        recent, random = Recent(), Random(seed)
        first, again = (
            inclined.matter(
                number=number,
                at=(UNTIL - timedelta(days=100) + timedelta(hours=n)).replace(microsecond=0),
                until=UNTIL,
                village=VILLAGE,
                random=random,
                earlier=recent,
            )
            for n, number in enumerate(("first", "again"))
        )
        if again.counts[code]:
            break
    assert again.counts[code], f"{code} never happens."
    with transaction.atomic():
        stored = [as_stored(matter) for matter in replay_together([first, again], picture)]
        transaction.set_rollback(True)
    for life, form in zip((first, again), stored, strict=True):
        assert not list(differences(as_invented(life), form))


def test_what_is_copied_is_what_the_models_read(staffed: City, inventor: Inventor) -> None:
    random, recent = Random(3), Recent()
    lives = [
        inventor.matter(
            number=f"ZZ-261122-{nth:05d}-X",
            at=UNTIL - timedelta(days=90 - nth),
            until=UNTIL,
            village=VILLAGE,
            random=random,
            earlier=recent,
        )
        for nth in range(60)
    ]
    write(lives)
    for life in lives:
        matter = Matter.objects.get(number=life.matter.number)
        assert not list(differences(as_invented(life), as_stored(matter)))
        assert Matter.objects.filter(search_q("search", life.matter.text[:4]), pk=matter.pk).exists()
        before = matter.due_at, matter.warn_at
        refresh(matter, matter.clocks.filter(stopped_at=None))
        assert (matter.due_at, matter.warn_at) == before
