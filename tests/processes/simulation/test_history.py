"""A simulated history is one that the actions could have made."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.models import Entry
from sanling.processes.simulation.invent import Inventor, Recent
from sanling.processes.simulation.life import Life
from sanling.processes.simulation.pictures import demonstration_pictures
from tests.city import CITY, SIBLING_VILLAGE, TEST, VILLAGE
from tests.processes.simulation.comparing import as_invented, as_stored, differences
from tests.processes.simulation.conftest import UNTIL
from tests.processes.simulation.replay import replay, replay_together

KINDS = ("dispute", "hazard", "security", "petition", "request", "consultation")
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
MOST_LIVES = 2000
LONG_LIFE = 8


def lived(inventor: Inventor, seed: int, days: int) -> Life:
    """Return a matter of the cast's village, registered so many days ago."""
    return inventor.matter(
        number="",
        at=(UNTIL - timedelta(days=days)).replace(microsecond=0),
        until=UNTIL,
        village=VILLAGE,
        random=Random(seed),
        earlier=Recent(),
    )


def assert_replays(life: Life) -> None:
    (picture, *_others) = demonstration_pictures(city=CITY, actor=TEST)
    with transaction.atomic():
        stored = as_stored(replay(life, picture))
        transaction.set_rollback(True)
    assert not list(differences(as_invented(life), stored))


@settings(
    max_examples=12,
    deadline=None,
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
    inclined = inventor.inclined(dict.fromkeys(likely, 30.0), kinds=(kind,), prefers=None)
    assert_replays(lived(inclined, seed, days))


def test_the_actions_replay_each_of_the_rare_acts(inventor: Inventor) -> None:
    for code, kind in RARE.items():
        likely = {code: 60.0, **LEADS_TO.get(code, {})}
        inclined = inventor.inclined(likely, kinds=(kind,), prefers=None)
        lives = (lived(inclined, seed, 200) for seed in range(MOST_LIVES))
        with_it = next((life for life in lives if life.counts[code]), None)
        assert with_it, f"{code} never happens."
        assert_replays(with_it)


@pytest.mark.parametrize("code", ["follow", "set_free"])
def test_the_actions_replay_what_was_merged_beside_what_it_follows(inventor: Inventor, code: str) -> None:
    likely = {"merge": 2000.0, "refuse": 20.0 if code == "set_free" else 1.0}
    inclined = inventor.inclined(likely, kinds=("request",), prefers=None)
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


@pytest.mark.parametrize("kind", KINDS)
def test_the_actions_replay_a_life_lived_likewise_elsewhere(inventor: Inventor, kind: str) -> None:
    inclined = inventor.inclined({}, kinds=(kind,), prefers=None)
    lives = (lived(inclined, seed, 100) for seed in range(MOST_LIVES))
    echoes = (
        inclined.echo(life, number="", village=SIBLING_VILLAGE, random=Random(1))
        for life in lives
        if len(life.rows[Entry]) > LONG_LIFE
    )
    other = next(life for life in echoes if life)
    assert other.matter.division_id.startswith(SIBLING_VILLAGE)
    assert_replays(other)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_life(inventor: Inventor, kind: str) -> None:
    inclined = inventor.inclined({}, kinds=(kind,), prefers=None)
    assert as_invented(lived(inclined, 7, 60)) == as_invented(lived(inclined, 7, 60))
    assert as_invented(lived(inclined, 7, 60)) != as_invented(lived(inclined, 8, 60))
