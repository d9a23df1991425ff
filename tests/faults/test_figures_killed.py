"""The worker that folds figures is killed under eight writers: afterwards each figure is what its rows say."""

import os
import random
import signal
from functools import partial

from tests.faults.installation import Installation, until
from tests.faults.load import Acknowledged, working

SEED = 20261130
WRITERS, TIMES = 8, 6
WORKER = "console.main worker"


def runs(installation: Installation) -> bool:
    try:
        return installation.child(WORKER).is_running()
    except LookupError:
        return False


def folded(installation: Installation) -> int:
    return installation.number("select count(*) from figures_counted where flow = 'matters'")


def more(load: Acknowledged, known: int) -> bool:
    return len(load.entries) > known


def test_figures_are_exact_whenever_the_worker_was_killed(installation: Installation) -> None:
    chance = random.Random(SEED)
    with working(installation, people=WRITERS) as load:
        for _time in range(TIMES):
            # Somewhere between two of the worker's beats, and always after it had something to fold.
            until(partial(more, load, len(load.entries) + chance.randrange(5, 30)), 120, "work", pause=0.02)
            until(partial(runs, installation), 60, "worker", pause=0.02)
            os.kill(installation.child(WORKER).pid, signal.SIGKILL)
    assert len(load.numbers) >= WRITERS
    until(partial(runs, installation), 60, "worker")
    waiting = "select count(*) from delivery_outbox"
    until(lambda: installation.number(waiting) == 0, 180, "reactions")
    assert folded(installation) >= len(load.numbers)
    # Ends with another code where rows, facts and sums differ.
    installation.run("figures", "check")
