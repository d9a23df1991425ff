"""Children are started in order, restarted when they fall, and none outlives the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from sanling.supervisor.child import Child, Spec
from sanling.supervisor.supervise import Stopped, Supervisor
from sanling.supervisor.trouble import Trouble

# A server of its own kind: it says that it serves, and has a child that would gladly outlive it.
SERVER = """
import os, pathlib, signal, subprocess, sys
folder = pathlib.Path(sys.argv[1])
inner = subprocess.Popen(["sleep", "600"])
(folder / "inner").write_text(str(inner.pid))
(folder / "serves.part").write_text(str(os.getpid()))
(folder / "serves.part").rename(folder / "serves")
signal.pause()
"""


def server(folder: Path, name: str = "server") -> Spec:
    folder.mkdir(exist_ok=True)
    return Spec(
        name=name,
        command=(sys.executable, "-c", SERVER, str(folder)),
        environment=dict(os.environ),
        serves=(folder / "serves").exists,
        before=lambda: (folder / "serves").unlink(missing_ok=True),
    )


def until(supervisor: Supervisor, condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        supervisor.tick()
    pytest.fail("it did not happen within twenty seconds")


def serving(folder: Path) -> int | None:
    mark = folder / "serves"
    return int(mark.read_text()) if mark.exists() else None


def ends(pid: int) -> bool:
    """Tell whether a process ends within ten seconds; one that only waits to be reaped has ended."""
    try:
        process = psutil.Process(pid)
        process.wait(10)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return process.status() == psutil.STATUS_ZOMBIE
    return True


def test_a_killed_child_is_restarted_and_what_it_left_is_cleared(tmp_path: Path) -> None:
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        supervisor.start(server(tmp_path))
        first, inner = int((tmp_path / "serves").read_text()), int((tmp_path / "inner").read_text())
        os.kill(first, signal.SIGKILL)
        until(supervisor, lambda: serving(tmp_path) not in {None, first})
        assert ends(inner)
    assert said == ["server was killed by SIGKILL; restarting in 0.2 s"]


def test_restarts_come_ever_slower(tmp_path: Path) -> None:
    said: list[str] = []
    broken = Child(Spec("broken", ("false",), dict(os.environ)))
    broken.start()
    with Supervisor(said.append) as supervisor:
        supervisor.children.append(broken)
        until(supervisor, lambda: len(said) == 4)
    assert [line.split()[-2] for line in said] == ["0.2", "0.4", "0.8", "1.6"]


def test_a_child_that_never_serves_ends_the_start_with_its_last_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    spec = Spec(
        "sick", ("sh", "-c", "echo FATAL: no bed; exit 1"), dict(os.environ), serves=lambda: False, log=log
    )
    with Supervisor(print) as supervisor, pytest.raises(Trouble, match="sick does not start: FATAL: no bed"):
        supervisor.start(spec)


def test_a_full_disk_is_recognised_in_a_childs_words(tmp_path: Path) -> None:
    words = "echo FATAL: could not write: No space left on device; exit 1"
    spec = Spec("db", ("sh", "-c", words), dict(os.environ), serves=lambda: False, log=tmp_path / "log")
    with Supervisor(print) as supervisor, pytest.raises(Trouble, match="is full"):
        supervisor.start(spec)


def test_a_failing_step_stops_the_start_and_the_children(tmp_path: Path) -> None:
    with Supervisor(print) as supervisor:
        supervisor.start(server(tmp_path))
        with pytest.raises(Trouble, match="migrate failed"):
            supervisor.run(Spec("migrate", ("false",), dict(os.environ)))
    assert ends(int((tmp_path / "serves").read_text()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    with Supervisor(print) as supervisor:
        supervisor.start(server(tmp_path / "a"))
        supervisor.start(server(tmp_path / "b"))
        os.kill(os.getpid(), number)
        supervisor.watch()
    for name in "ab":
        for kind in ("serves", "inner"):
            assert ends(int((tmp_path / name / kind).read_text()))


def test_a_signal_during_a_step_ends_the_step(tmp_path: Path) -> None:
    with Supervisor(print) as supervisor:
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Stopped):
            supervisor.run(Spec("load", ("sleep", "600"), dict(os.environ)))


def test_children_die_with_a_killed_supervisor(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from tests.supervisor.test_supervise import server;"
        "from sanling.supervisor.supervise import Supervisor\n"
        "with Supervisor(print) as s: s.start(server(Path(sys.argv[1]))); print('up', flush=True); s.watch()"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    assert supervisor.stdout.readline() == "up\n"
    child = psutil.Process(int((tmp_path / "serves").read_text()))
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    child.wait(10)
    # Grandchildren are each child's own affair; this one has nobody left.
    os.kill(int((tmp_path / "inner").read_text()), signal.SIGKILL)
