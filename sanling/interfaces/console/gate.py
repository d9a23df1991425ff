"""Before anything works: what is wrong with the set-up is told, a line each; an error hinders it."""

import os
import sys
from collections.abc import Iterable

import click
from django.core.checks import CheckMessage
from django.db import DatabaseError, connection

from sanling.foundation.configuration import line, wrong_contents, wrong_server, wrong_settings


def refuse_wrong_settings() -> None:
    """End the program where a setting or a profile is wrong."""
    _refuse(wrong_settings())


def refuse_wrong_set_up(*, contents: bool = True, advise: bool = False) -> None:
    """End the program where settings, profiles, the server or what it holds are wrong; with advice, tell of the rest.

    A database that is away, or has not all tables yet, is said by what then needs it.
    """
    found = wrong_settings()
    _refuse(found)
    try:
        server = wrong_server()
        found += server
        _refuse(server)
        found += wrong_contents() if contents else []
    except DatabaseError:
        pass
    finally:
        connection.close()
    _refuse(found)
    if advise:
        _tell(found)


def _refuse(found: Iterable[CheckMessage]) -> None:
    if errors := [message for message in found if message.is_serious()]:
        _tell(errors)
        sys.exit(os.EX_CONFIG)


def _tell(found: Iterable[CheckMessage]) -> None:
    for message in found:
        click.echo(f"sanling: {line(message)}", err=True)
