"""Each follower of a topic gets each message once, and one that fails holds up no other."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.foundation.delivery.fan_out import Follower, fan_out
from sanling.foundation.delivery.models import Outbox, ParkedMessage
from sanling.foundation.delivery.outbox import OutboxRow, in_bulk, put, put_back

pytestmark = pytest.mark.django_db
TOPIC = "facts"


def collecting(name: str, into: list[str], *, batch: int = 2000) -> Follower:
    """Return a follower that keeps the keys of what it handles."""
    return Follower(name, TOPIC, lambda rows: into.extend(row.key for row in rows), batch)


def test_each_follower_gets_each_message_once_in_its_order() -> None:
    first: list[str] = []
    second: list[str] = []
    followers = [collecting("first", first), collecting("second", second, batch=2)]
    for key in "abcde":
        put(TOPIC, key, {"key": key})
    assert fan_out(followers) == 5
    assert fan_out(followers) == 0
    assert [follower() for follower in followers] == [5, 5]
    assert first == second == list("abcde")
    assert not Outbox.objects.exists()


def test_what_one_follower_can_not_handle_is_its_own_trouble() -> None:
    handled: list[str] = []

    def fail(rows: list[OutboxRow]) -> None:
        if any(row.key == "bad" for row in rows):
            raise ValueError("no such thing")

    failing, sound = Follower("failing", TOPIC, fail), collecting("sound", handled)
    for key in ("good", "bad", "better"):
        put(TOPIC, key, {})
    fan_out([failing, sound])
    failing()
    sound()
    assert handled == ["good", "bad", "better"]
    (parked,) = ParkedMessage.objects.all()
    assert (parked.topic, parked.key) == ("facts:failing", "bad")
    put_back(parked=[parked.pk])
    sound()
    assert handled == ["good", "bad", "better"]


def test_a_follower_at_a_standstill_keeps_its_rows_and_holds_up_none() -> None:
    handled: list[str] = []
    resting, sound = collecting("resting", []), collecting("sound", handled)
    for key in "ab":
        put(TOPIC, key, {})
        fan_out([resting, sound])
        sound()
    assert handled == ["a", "b"]
    assert Outbox.objects.filter(topic="facts:resting").count() == 2


def test_a_topic_that_nobody_follows_is_left_alone() -> None:
    put("others", "a", {})
    fan_out([collecting("first", [])])
    assert Outbox.objects.get().topic == "others"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["put", "spread", "first", "second"]), max_size=20))
def test_whoever_works_when_nothing_is_lost_and_nothing_comes_twice(steps: list[str]) -> None:
    handled: dict[str, list[str]] = {"first": [], "second": []}
    followers = {name: collecting(name, keys, batch=2) for name, keys in handled.items()}
    sent = [str(number) for number, step in enumerate(steps) if step == "put"]
    for number, step in enumerate(steps):
        if step == "put":
            put(TOPIC, str(number), {})
        elif step == "spread":
            fan_out(followers.values())
        else:
            followers[step]()
    fan_out(followers.values())
    for follower in followers.values():
        follower()
    assert all(keys == sent and set(Counter(keys).values()) <= {1} for keys in handled.values())


def test_what_comes_in_bulk_is_left_to_the_followers_in_bulk() -> None:
    alone: list[str] = []
    together: list[str] = []
    follower, in_its_lane = collecting("one", alone), collecting("one", together).in_bulk()
    put(in_bulk(TOPIC), "a", {})
    put(TOPIC, "b", {})
    for each in (follower, in_its_lane):
        fan_out([each])
        each()
    assert (alone, together) == (["b"], ["a"])
    assert not Outbox.objects.exists()


@pytest.mark.parametrize("fanned", [False, True])
def test_nothing_of_a_key_overtakes_what_waits_of_it_in_bulk(*, fanned: bool) -> None:
    handled: list[str] = []
    follower = Follower("one", TOPIC, lambda rows: handled.extend(row.payload["said"] for row in rows))
    for key in "abc":
        put(in_bulk(TOPIC), key, {"said": f"{key} in bulk"})
    if fanned:
        fan_out([follower.in_bulk()])
    put(TOPIC, "b", {"said": "b alone"})
    fan_out([follower])
    follower()
    assert handled == ["b in bulk", "b alone"]
    fan_out([follower.in_bulk()])
    follower.in_bulk()()
    assert handled == ["b in bulk", "b alone", "a in bulk", "c in bulk"]
