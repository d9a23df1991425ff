"""The worker's pulse: each part once a beat, none kept from its turn by another that fails, resting after failures."""

import logging
import threading
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection

from sanling.processes import pump
from sanling.processes.pump import IN_BULK, INWARD, PARTS, beat, pulses, run
from sanling.processes.reactions import WEBHOOKS, bulk_followers, followers

pytestmark = pytest.mark.django_db


def part(name: str, done: list[str], error: Exception | None = None) -> Callable[[], int]:
    def it() -> int:
        done.append(name)
        if error:
            raise error
        return 1

    it.__name__ = name
    return it


def test_each_part_is_done_once_in_its_order() -> None:
    done: list[str] = []
    assert beat((part("first", done), part("second", done)))
    assert done == ["first", "second"]


@pytest.mark.parametrize("error", [OperationalError("gone away"), RuntimeError("broken"), KeyError("x")])
def test_a_part_that_fails_is_logged_by_its_name_and_the_others_have_their_turn(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    with caplog.at_level(logging.WARNING):
        assert not beat((part("breaks", done, error), part("goes_on", done)))
    assert done == ["breaks", "goes_on"]
    assert [record.message.split()[0].rstrip(":") for record in caplog.records] == ["breaks"]


def test_it_rests_longer_after_each_failure_up_to_a_bound_and_usually_again_when_sound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sound = iter([False, False, False, False, True, False, True])
    rests: list[float] = []

    class Stop(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            rests.append(timeout or 0)
            if len(rests) == 7:
                self.set()
            return self.is_set()

    monkeypatch.setattr(pump, "beat", lambda _parts: next(sound))
    monkeypatch.setattr(connection, "close", lambda: None)
    run(Stop(), ())
    assert rests == [2, 4, 5, 5, 1, 2, 1]


def test_who_is_told_to_stop_beats_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, done = threading.Event(), list[str]()
    stop.set()
    monkeypatch.setattr(connection, "close", lambda: done.append("closed"))
    run(stop, (part("never", done),))
    assert done == ["closed"]


def test_all_followers_have_a_turn_and_what_waits_for_servers_of_others_has_a_thread_of_its_own() -> None:
    assert set(followers()) <= set(PARTS)
    assert set(bulk_followers()) <= set(IN_BULK)
    assert WEBHOOKS not in INWARD
    assert set(PARTS) - set(INWARD) == {WEBHOOKS}
    threads = pulses(threading.Event())
    assert [thread.name for thread in threads] == ["pulse", "bulk", "webhooks", "messages", "audit head"]
    assert not any(thread.is_alive() for thread in threads)


def test_who_holds_what_is_late_is_told_before_it_is_handed_on() -> None:
    names = [found.__name__ for found in PARTS]
    assert names.index("scan") < names.index("matters.entry:notices") < names.index("act_on_overdue")
