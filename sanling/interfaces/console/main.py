"""The ``sanling`` program: finds a command's file when it is asked for, and says troubles in one line."""

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from sanling import __version__
from sanling.env import ConfigurationError
from sanling.foundation.cleaning import is_storable
from sanling.supervisor.address import database_away, without_passwords
from sanling.supervisor.data_folder import data_folder_from
from sanling.supervisor.trouble import Misconfigured, Trouble, full_disk, trouble_of

DISK_FULL = "53100"
# What runs on: the others end soon, and need one connection.
SERVING = frozenset({"web", "worker"})
# No lock in time, or no end.
BUSY = frozenset({"55P03", "57014"})
# After so many, Python looks for garbage (700 if nobody says otherwise): a fifth of the time of a long import.
NEW_OBJECTS = 50_000

HELP = """Sanling (三零): a city's platform for grassroots governance.

New here? Run `sanling demo` and open the address it prints.
"""


@dataclass(frozen=True)
class CommandEntry:
    """Where a command lies, whether it needs Django before it can be imported, and settings without a mistake."""

    module: str
    summary: str
    django: bool = True
    checked: bool = False
    hidden: bool = False


COMMANDS = {
    "demo": CommandEntry("demo", "Start a complete demonstration city on this machine.", django=False),
    "up": CommandEntry("up", "Start web, worker and, if none is configured, the database.", django=False),
    "web": CommandEntry("web", "Serve the pages (one of the processes that `up` starts)."),
    "worker": CommandEntry("worker", "Work off jobs and timers (the other one)."),
    "secrets": CommandEntry("secrets_", "Make the secrets that several machines share.", django=False),
    "migrate": CommandEntry("migrate", "Bring the database's tables up to date."),
    "city": CommandEntry("city", "Give the city its divisions, workflows and units."),
    "migrate-matters": CommandEntry(
        "migrate_matters", "Move open matters to a newer workflow.", checked=True
    ),
    "profile": CommandEntry("profile", "Check, show and compare the profiles of cities."),
    "administrator": CommandEntry("administrator", "Make an account that administers.", checked=True),
    "reset-factor": CommandEntry(
        "reset_factor", "Let somebody in again who lost a phone or key.", checked=True
    ),
    "doctor": CommandEntry("doctor", "Look for what is wrong, and say how to mend it."),
    "backup": CommandEntry("backup", "Copy everything, while it runs, to a folder."),
    "restore": CommandEntry("restore", "Bring a backup to an empty installation."),
    "rotate-keys": CommandEntry("rotate_keys", "Encrypt personal data anew, under the newest key."),
    "retention": CommandEntry("retention", "Remove what the profile's rules say is over.", checked=True),
    "suggestions": CommandEntry(
        "suggestions", "Learn categories from settled matters, and tell how well.", checked=True
    ),
    "figures": CommandEntry("figures", "Make, check and verify figures."),
    "token": CommandEntry("token", "Issue an API token for one of the demonstration's cast.", checked=True),
    "import": CommandEntry("import_", "Take in data from files.", checked=True),
    "slips": CommandEntry(
        "slips", "Print invitations for new accounts that no message reaches.", checked=True
    ),
    "succeed": CommandEntry("succeed", "Merge or split divisions, with all that was theirs.", checked=True),
    "simulate": CommandEntry("simulate", "Fill the demonstration with more matters.", checked=True),
    "audit": CommandEntry("audit", "Check the audit trail."),
    "load-demo": CommandEntry("load_demo", "Load the demonstration city (called by `demo`).", hidden=True),
    "manage": CommandEntry("manage", "Run one of Django's own commands.", hidden=True),
}


class LazyGroup(click.Group):
    """A group that imports a command's file only when that command runs, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, with Django set up first where it needs that."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        if entry.django:
            if cmd_name not in SERVING:
                # One thread needs one connection, and fails at once where a pool would try again for a while.
                os.environ.setdefault("SANLING_POOL_SIZE", "0")
            set_up_django()
        command = import_module(f"sanling.interfaces.console.{entry.module}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.module}.command is no command")
        if entry.checked and command.callback is not None:
            command.callback = _checked(command.callback)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview from the table, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, entry.summary) for name, entry in COMMANDS.items() if not entry.hidden]
            )


def _checked(callback: Callable[..., Any]) -> Callable[..., Any]:
    """Have a command, though not its help, refuse settings with a mistake."""

    @wraps(callback)
    def after_a_look(*arguments: Any, **options: Any) -> Any:
        import_module("sanling.interfaces.console.gate").refuse_wrong_settings()
        return callback(*arguments, **options)

    return after_a_look


def set_up_django() -> None:
    """Set up Django for the installation in ``SANLING_DATA``: its database if none is configured, its mode."""
    folder = data_folder_from(os.environ)
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = folder.embedded_url()
    if folder.mode() == "demo":
        os.environ.setdefault("SANLING_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanling.settings")
    django.setup()
    spare_what_is_loaded()


def spare_what_is_loaded() -> None:
    """Look for garbage only in what is made from now on, and less often: most objects end without that.

    Processes that are forked off this one share what was spared, for nobody writes to it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def _set_database(_context: click.Context, _option: click.Parameter, url: str | None) -> None:
    """Name the database before a command is looked for, which sets Django up."""
    if url is not None:
        os.environ["DATABASE_URL"] = url


@click.group(cls=LazyGroup, help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="sanling %(version)s")
@click.option(
    "--database",
    metavar="URL",
    help='Work on this one instead of DATABASE_URL; "" is the embedded one.',
    expose_value=False,
    is_eager=True,
    callback=_set_database,
)
def cli() -> None:
    """Hold the commands together."""


def main() -> None:
    """Run the program; what only the user can mend is said in one line, without a traceback."""
    odd = next(
        (argument for argument in sys.argv[1:] if not is_storable(argument) and not Path(argument).exists()),
        None,
    )
    if odd is not None:
        fail(f"{odd!a} is not written in {sys.getfilesystemencoding()}. Fix: set the terminal to that.")
    try:
        cli.main(prog_name="sanling", standalone_mode=True)
    except (ConfigurationError, ImproperlyConfigured, Misconfigured) as error:
        fail(str(error), os.EX_CONFIG)
    except Trouble as error:
        fail(str(error))
    except OperationalError as error:
        line = database_trouble(error)
        if line is None:
            raise
        fail(line)
    except OSError as error:
        fail(str(trouble_of(error, data_folder_from(os.environ).root)))


def database_trouble(error: OperationalError) -> str | None:
    """Say what only the user can mend about the database: its disk is full, or it isn't there."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state == DISK_FULL:
        return str(full_disk(data_folder_from(os.environ).root))
    if state is None or state.startswith(("08", "28", "3D", "57P")):
        return str(database_away(error))
    if state in BUSY:
        reason = str(error).splitlines()[0]
        return f"A table was too busy ({reason}). Fix: end long transactions (pg_stat_activity), then run it again."
    return None


def fail(line: str, code: int = 1) -> None:
    """Say one line on standard error and end with a code: 78 (EX_CONFIG) where it would end so each time."""
    click.echo(f"sanling: {without_passwords(line)}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
