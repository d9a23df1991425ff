"""Eight write while whoever counts is killed at random: figures agree with the rows in the end."""

import os
import random
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults.installation import Installation, until
from tests.faults.load import Acknowledged, working

WRITERS, TIMES = 8, 6
WORKER = "console.main worker"
LEFT = "select count(*) from delivery_outbox"
COUNTED = "select coalesce(sum(amount), 0) from figures_rollup where {} and flow = 'matters' and measure = 'registered'"


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "data")
    try:
        made.start()
        made.seed()
        yield made
    finally:
        made.stop()


def at_work(installation: Installation) -> bool:
    try:
        return installation.child(WORKER).is_running()
    except LookupError:
        return False


def more(load: Acknowledged, known: int) -> bool:
    return len(load.entries) > known


def none(installation: Installation, left: str) -> bool:
    return installation.number(left) == 0


def test_what_eight_write_is_counted_once_though_the_worker_is_killed(installation: Installation) -> None:
    chance = random.Random(20261130)
    with working(installation, people=WRITERS) as load:
        for _turn in range(TIMES):
            known = len(load.entries) + chance.randrange(5, 30)
            until(
                lambda known=known: len(load.entries) > known, 120, "work", pause=chance.uniform(0.01, 0.05)
            )
            until(partial(at_work, installation), 60, "worker")
            os.kill(installation.child(WORKER).pid, signal.SIGKILL)
    until(partial(none, installation, LEFT), 300, "reactions", pause=0.5)
    assert "Rows, facts and sums agree." in installation.run("figures", "check")
    for sums in ("level = 4 and by = '' and not monthly", "level = 6 and by = 'unit'", "level = 9"):
        assert installation.number(COUNTED.format(sums)) == len(load.numbers), sums
