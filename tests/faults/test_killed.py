"""Web, worker and database are killed under load: nothing acknowledged is lost, and each effect happens once."""

import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial

import psycopg
import pytest

from tests.faults.installation import Effort, Installation, until
from tests.faults.load import Acknowledged, working
from tests.faults.receiver import Received, receiver

SEED = 20261122
TIMES = 10
BACK_SECONDS = 10.0
EXPORTS = 3
# Each process, and the word that its command is known by; of the pages' processes also a single one.
WORDS = {"web": "console.main web", "worker": "console.main worker", "database": "bin/postgres"}
VICTIMS = (*WORDS, "one web process")


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Received]:
    with receiver(tmp_path_factory.mktemp("receiver")) as found:
        yield found


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, received: Received) -> Iterator[Installation]:
    """An installation whose township centre has every act told to the receiver."""
    trusted = str(received.folder / "fullchain.pem")
    made = Installation(
        tmp_path_factory.mktemp("city") / "data",
        SANLING_WEBHOOK_NETWORKS="127.0.0.0/8,::1/128",
        SSL_CERT_FILE=trusted,
    )
    try:
        made.start()
        made.seed()
        assert made.system("centre_director").post("/webhooks", {"url": received.url}).status == 201
        yield made
    finally:
        made.stop()


def runs(installation: Installation, word: str) -> bool:
    try:
        return installation.child(word).is_running()
    except LookupError:
        return False


def kill(installation: Installation, victim: str) -> None:
    word = WORDS.get(victim, WORDS["web"])
    # The worker ends with the database that was killed before, and may only just be started again.
    until(partial(runs, installation, word), 60, word, pause=0.05)
    process = installation.child(word)
    if victim == "one web process":
        process = max(process.children(), key=lambda child: child.cpu_times().user)
    os.kill(process.pid, signal.SIGKILL)


def more(load: Acknowledged, known: int) -> bool:
    return len(load.entries) > known


def seconds_until_back(installation: Installation, load: Acknowledged, begin: float) -> float:
    """Return how long after the kill writes are answered and the worker works again."""
    known, effort = len(load.entries), Effort.now()
    sealed = "select count(*) from audit_auditseal where sealed_at > to_timestamp(%s)"

    def back() -> bool:
        try:
            at_work = installation.number(sealed, begin) > 0
        except psycopg.OperationalError:
            return False
        return at_work and installation.healthy() and more(load, known)

    until(back, 60, "service")
    return effort.seconds_of_our_own()


def break_often(installation: Installation, load: Acknowledged) -> dict[str, float]:
    """Kill something ten times at random moments; return how long each took to come back."""
    chance = random.Random(SEED)
    victims = [*VICTIMS, *VICTIMS, *chance.sample(VICTIMS, TIMES - 2 * len(VICTIMS))]
    chance.shuffle(victims)
    back = {}
    for turn, victim in enumerate(victims, 1):
        if turn % (TIMES // EXPORTS) == 0 and turn // (TIMES // EXPORTS) <= EXPORTS:
            installation.run(module=(sys.executable, "-m", "tests.faults.ask_export"))
        moment = partial(more, load, len(load.entries) + chance.randrange(30))
        until(moment, 60, "work", pause=chance.uniform(0.01, 0.05))
        kill(installation, victim)
        back[f"{turn}. {victim}"] = seconds_until_back(installation, load, time.time())
    return back


def settle(installation: Installation) -> None:
    """Wait until the worker has done what is to be done; what a dead one held is let go by turning its time back."""
    installation.execute("update webhooks_delivery set taken_until = now() where taken_until is not null")
    installation.execute("update webhooks_delivery set due_at = now() where delivered_at is null")
    installation.execute("update webhooks_subscription set rests_until = null")
    installation.execute(
        "update procrastinate_workers set last_heartbeat = now() - interval '1 hour'"
        " where last_heartbeat < now() - interval '20 seconds'"
    )
    # Comes every other minute by itself.
    installation.execute(
        "insert into procrastinate_jobs (queue_name, task_name, args)"
        """ values ('default', 'sanling.processes.jobs.retry_stalled', '{"timestamp": 0}')"""
    )
    for what, left in {
        "reactions": "select count(*) from delivery_outbox",
        "seals": "select count(*) from audit_auditpending",
        "webhooks": "select count(*) from webhooks_delivery where delivered_at is null",
        "exports": "select count(*) from exports_export where state <> 'done'",
    }.items():
        until(partial(none, installation, left), 240, what, pause=0.5)


def none(installation: Installation, left: str) -> bool:
    return installation.number(left) == 0


@pytest.fixture(scope="module")
def broken(installation: Installation) -> tuple[Acknowledged, dict[str, float]]:
    """What was acknowledged while ten processes were killed, and how long each took to come back."""
    with working(installation, people=3) as load:
        back = break_often(installation, load)
    settle(installation)
    return load, back


def test_the_service_is_back_within_ten_seconds(broken: tuple[Acknowledged, dict[str, float]]) -> None:
    _load, back = broken
    assert len(back) == TIMES
    assert max(back.values()) <= BACK_SECONDS, back


def test_what_was_acknowledged_is_there_and_nothing_twice(
    installation: Installation, broken: tuple[Acknowledged, dict[str, float]]
) -> None:
    load, _back = broken
    assert load.broken, "nobody noticed anything: the load was too light to prove anything"
    assert load.refused == []
    kept = [number for (number,) in installation.query("select number from matters_matter")]
    assert sorted(kept) == sorted(load.numbers)
    entries = {pk for (pk,) in installation.query("select id from matters_entry where code <> 'register'")}
    assert entries == set(load.entries)


def test_the_audit_trail_is_whole(
    installation: Installation, broken: tuple[Acknowledged, dict[str, float]]
) -> None:
    assert "each where and as it was written; 0 still wait" in installation.run("audit", "verify")
    rows = installation.number("select count(*) from audit_auditrow where act like 'matters.%%'")
    assert rows == installation.number("select count(*) from matters_entry")


def test_reactions_and_jobs_had_their_effect_exactly_once(
    installation: Installation, broken: tuple[Acknowledged, dict[str, float]]
) -> None:
    told = "select count(*), count(distinct url) from delivery_notice where code = 'matter.assigned'"
    assigned = installation.number("select count(*) from matters_entry where code = 'assign'")
    assert installation.query(told) == [(assigned, assigned)]
    assert installation.number("select count(*) from delivery_parkedmessage") == 0
    written = "select count(*), count(distinct subject) from audit_auditrow where act = 'exports.write'"
    assert installation.query(written) == [(EXPORTS, EXPORTS)]
    assert installation.number("select count(*) from delivery_notice where code = 'exports.done'") == EXPORTS


def test_messages_went_out_at_least_once_under_an_id_that_tells_repetitions(
    installation: Installation, broken: tuple[Acknowledged, dict[str, float]], received: Received
) -> None:
    wanted = {f"d{pk}" for (pk,) in installation.query("select id from webhooks_delivery")}
    assert len(wanted) == installation.number("select count(*) from matters_entry")
    assert set(received.bodies) == wanted
    assert all(len(set(bodies)) == 1 for bodies in received.bodies.values())
