"""The embedded database comes up whatever an earlier start left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from sanling.supervisor import marks
from sanling.supervisor.account import account_for
from sanling.supervisor.data_folder import DataFolder, make
from sanling.supervisor.postgres import BINARIES, prepare, server_version, sized_settings
from sanling.supervisor.supervise import Supervisor
from sanling.supervisor.trouble import Trouble

pytestmark = pytest.mark.embedded


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    made = DataFolder(tmp_path / "data")
    make(made)
    yield made
    if made.sockets.parent != made.root and made.sockets.exists():
        made.sockets.rmdir()


def postmaster(folder: DataFolder) -> int:
    return int((folder.cluster / "postmaster.pid").read_text().split("\n", 1)[0])


def start(folder: DataFolder, supervisor: Supervisor) -> None:
    supervisor.start(prepare(folder).spec(os.environ))


def test_it_serves_a_role_without_special_rights_and_keeps_its_data(folder: DataFolder) -> None:
    with Supervisor(print) as supervisor:
        start(folder, supervisor)
        marks.write(folder.embedded_url(), {"migrations": "abc"})
        with psycopg.connect(folder.embedded_url()) as connection:
            (special,) = connection.execute(
                "select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user"
            ).fetchone() or (None,)
            (jit,) = connection.execute("show jit").fetchone() or (None,)
        assert (special, jit) == (False, "off")
    with Supervisor(print) as supervisor:
        start(folder, supervisor)
        assert marks.read(folder.embedded_url()) == {"migrations": "abc"}
    assert not (folder.cluster / "postmaster.pid").exists()


def test_its_log_says_what_failed_and_nothing_that_people_wrote(folder: DataFolder) -> None:
    with Supervisor(print) as supervisor:
        start(folder, supervisor)
        with psycopg.connect(folder.embedded_url(), autocommit=True) as connection:
            connection.execute("create table said (words text unique check (words <> '王小明举报张三'))")
            connection.execute("insert into said values ('楼上漏水')")
            for words in ("楼上漏水", "王小明举报张三"):
                with pytest.raises(psycopg.IntegrityError):
                    connection.execute(f"insert into said values ('{words}')")
    log = (folder.logs / "postgres.log").read_text()
    assert "said_words_key" in log
    assert "said_words_check" in log
    assert "楼上漏水" not in log
    assert "王小明" not in log


def test_a_killed_server_is_restarted_with_all_that_was_committed(folder: DataFolder) -> None:
    with Supervisor(print) as supervisor:
        start(folder, supervisor)
        marks.write(folder.embedded_url(), {"kept": "yes"})
        killed = postmaster(folder)
        os.kill(killed, signal.SIGKILL)
        cluster = prepare(folder)
        for _ in range(400):
            supervisor.tick()
            if supervisor.children[0].process and not supervisor.children[0].ended() and cluster.serves():
                break
        assert marks.read(folder.embedded_url()) == {"kept": "yes"}
        assert postmaster(folder) != killed


def test_a_half_made_folder_is_made_anew(folder: DataFolder) -> None:
    half = folder.root / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with Supervisor(print) as supervisor:
        start(folder, supervisor)
    assert not half.exists()


def test_a_pid_file_whose_number_another_program_has_now_is_removed(folder: DataFolder) -> None:
    cluster = prepare(folder)
    # A container's next start often hands the same few numbers to other programs.
    (folder.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{folder.cluster}\n1\n5432\n\n\n\n")
    with Supervisor(print) as supervisor:
        supervisor.start(cluster.spec(os.environ))
        assert postmaster(folder) != os.getpid()


def test_a_server_that_outlived_its_supervisor_is_stopped_first(folder: DataFolder) -> None:
    cluster = prepare(folder)
    words = [word for word in cluster.spec(os.environ).command if not word.startswith("--pdeathsig")]
    left = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    while not cluster.serves():
        assert left.poll() is None
    with Supervisor(print) as supervisor:
        supervisor.start(cluster.spec(os.environ))
        assert left.wait() == 0
        assert postmaster(folder) != left.pid


def test_the_server_dies_with_a_killed_supervisor(folder: DataFolder) -> None:
    program = (
        "import os, sys; from pathlib import Path; from sanling.supervisor.data_folder import DataFolder;"
        "from sanling.supervisor.postgres import prepare; from sanling.supervisor.supervise import Supervisor\n"
        "with Supervisor(print) as s: s.start(prepare(DataFolder(Path(sys.argv[1]))).spec(os.environ));"
        "print('up', flush=True); s.watch()"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", program, str(folder.root)], stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    assert supervisor.stdout.readline() == "up\n"
    server = psutil.Process(postmaster(folder))
    supervisor.kill()
    supervisor.communicate()
    server.wait(20)


def test_a_very_long_path_still_gets_a_socket(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / ("d" * 120))
    make(folder)
    with Supervisor(print) as supervisor:
        start(folder, supervisor)
    folder.sockets.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hide a folder from the database's user")
def test_root_runs_it_below_a_folder_that_only_root_may_enter(tmp_path: Path) -> None:
    hidden = tmp_path / "root"
    hidden.mkdir(mode=0o700)
    folder = DataFolder(hidden / "data")
    make(folder)
    with Supervisor(print) as supervisor:
        start(folder, supervisor)
        assert psutil.Process(postmaster(folder)).uids().effective != 0
    assert hidden.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends an account")
def test_no_capability_is_lent_where_every_user_may_enter() -> None:
    open_to_all = Path("/tmp")
    if all(folder.stat().st_mode & 0o001 for folder in [BINARIES, *BINARIES.parents]):
        assert not any("caps" in word for word in account_for(BINARIES, open_to_all).prefix)


def test_a_folder_of_another_version_is_left_alone(folder: DataFolder) -> None:
    folder.cluster.mkdir()
    (folder.cluster / "PG_VERSION").write_text("13\n")
    with pytest.raises(Trouble, match="another version of PostgreSQL"):
        prepare(folder)


def test_it_is_the_newest_server_that_the_wheel_carries() -> None:
    assert server_version() == "18"


def test_memory_is_sized_to_the_machine(folder: DataFolder) -> None:
    gigabyte = 1024**3
    assert sized_settings(folder, gigabyte)["shared_buffers"] == "128MB"
    assert sized_settings(folder, 8 * gigabyte)["shared_buffers"] == "512MB"
    assert sized_settings(folder, 256 * gigabyte)["shared_buffers"] == "1024MB"


def test_a_socket_folder_that_others_laid_or_may_write_into_is_refused(folder: DataFolder) -> None:
    """Whoever may write into it would put a server of their own in the place of ours."""
    folder.sockets.mkdir(mode=0o700)
    prepare(folder)
    folder.sockets.chmod(0o777)
    with pytest.raises(Trouble, match="belongs to somebody else"):
        prepare(folder)
    folder.sockets.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(folder.sockets, 65534, 65534)
        with pytest.raises(Trouble, match="belongs to somebody else"):
            prepare(folder)


def test_the_server_is_told_no_secret_of_ours(folder: DataFolder) -> None:
    given = {
        "SANLING_PRIVACY_KEYS": "k1:secret",
        "DATABASE_URL": "postgresql://x",
        "PGPASSWORD": "x",
        "TZ": "UTC",
    }
    assert prepare(folder).spec(given).environment == {"TZ": "UTC", "LC_ALL": "C"}
