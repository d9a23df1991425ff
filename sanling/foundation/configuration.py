"""The one list of what may be wrong with how an installation is set up: a start, `doctor` and `/readyz` read it alike.

Checks of settings and profiles are Django's, put on the list by `of_settings`. What only the database tells is asked by
`database/server.py` and by the `CHECKS` of the installed rooms' `set_up.py`. An error hinders a start; a warning is
told and lets it go on.
"""

from collections.abc import Callable
from itertools import chain

from django.core.checks import CheckMessage, register, run_checks

from sanling.foundation.database.server import check_server
from sanling.foundation.installed import modules

TAG = "sanling"
Check = Callable[..., list[CheckMessage]]


def of_settings(check: Check) -> None:
    """Put a check of settings and profiles on the list."""
    register(check, TAG)


def wrong_settings() -> list[CheckMessage]:
    """Return what is wrong with settings and profiles."""
    return run_checks(tags=[TAG])


def wrong_server() -> list[CheckMessage]:
    """Return what hinders the database from taking our tables; raises DatabaseError where it is away."""
    return check_server()


def wrong_contents() -> list[CheckMessage]:
    """Return what is wrong with what the database holds, which has its tables; raises DatabaseError."""
    checks = chain.from_iterable(module.CHECKS for module in modules("set_up"))
    return [message for check in checks for message in check()]


def line(message: CheckMessage) -> str:
    """Return a message with its fix."""
    return f"{message.msg} Fix: {message.hint}" if message.hint else str(message.msg)
