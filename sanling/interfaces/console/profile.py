"""``sanling profile``: what a city's profile says in effect, which file says it, and what is wrong with it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings

from sanling.domain.matters.publishing import checked_workflows
from sanling.foundation.profile.early import HEAD_FILE, lineage
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import clashes, load_folder
from sanling.foundation.profile.source import ProfileError
from sanling.foundation.profile.values import as_written, differences
from sanling.processes.map.config import map_part
from sanling.processes.publishing.compare import values_in
from sanling.processes.retention.config import retention_of
from sanling.processes.suggestions.config import kinds_of
from sanling.supervisor.cities import cities

SHOW_HELP = """Print each value of a profile, and the file and line that say it.

CITY is a profile of this installation, or the folder of any. PLACE narrows what is printed to what is below it, for
example "people.roles.mediator" or "workflows.dispute.clocks". Workflows are shown with all that they take over.
"""
DIFF_HELP = """Print what two profiles, or two versions of one, say differently.

Each is a profile of this installation, or the folder of any. "-" stands before what the first says, "+" before what the
second says.
"""
CHECK_HELP = """Look for mistakes in a profile and its workflows.

Each is told by file, line and field. Ends with code 1 if there are any. Without a CITY those are checked that
SANLING_PROFILE names, else all that there are.
"""


@click.group(help="Check, show and compare the profiles of cities.", no_args_is_help=True)
def command() -> None:
    """Hold the subcommands together."""


@command.command("show", help=SHOW_HELP)
@click.argument("city", default=lambda: next(iter(settings.SERVED), None), required=True)
@click.argument("place", default="")
def show(city: str, place: str) -> None:
    """Print a value a line."""
    profile = _profile(city)
    layers, below = lineage(profile.folder), f"{place}." if place else ""
    found = {
        name: said for name, said in values_in(profile).items() if name == place or name.startswith(below)
    }
    if not found:
        raise click.BadParameter(f"{profile.code} says nothing at {place!r}.", param_hint="PLACE")
    for name, said in found.items():
        root = next(path.parent for path in layers if said.position.path.is_relative_to(path))
        file = said.position.path.relative_to(root)
        click.echo(f"{name} = {as_written(said.value)}  # {file}:{said.position.line}")


@command.command("diff", help=DIFF_HELP)
@click.argument("first")
@click.argument("second")
def diff(first: str, second: str) -> None:
    """Print the lines that differ."""
    before, after = values_in(_profile(first)), values_in(_profile(second))
    for difference in differences(before, after):
        for sign, value in (("-", difference.before), ("+", difference.after)):
            if value is not None:
                click.echo(f"{sign} {difference.name} = {as_written(value)}")


@command.command("check", help=CHECK_HELP)
@click.argument("named", metavar="[CITY]...", nargs=-1)
def check(named: tuple[str, ...]) -> None:
    """Print a mistake a line."""
    codes = named or settings.SERVED or cities(Path(settings.PROFILES_ROOT))
    folders = [_folder(city) for city in codes or ("",)]
    problems = {folder: dict.fromkeys(_problems(folder)) for folder in folders}
    # What is wrong in a base is wrong in each city that extends it, and said once.
    for problem in dict.fromkeys(problem for found in problems.values() for problem in found):
        click.echo(problem)
    for folder, found in problems.items():
        if not found:
            click.echo(f"{folder.resolve().name}: nothing is wrong with it.")
    if any(problems.values()):
        sys.exit(1)


def _problems(folder: Path) -> Iterator[str]:
    try:
        profile = load_folder(folder)
    except ProfileError as error:
        yield from map(str, error.problems)
        return
    yield from map(str, clashes(profile))
    for looked_at in (checked_workflows, retention_of, kinds_of, map_part):
        try:
            looked_at(profile)
        except ProfileError as error:
            yield from map(str, error.problems)


def _profile(city: str) -> Profile:
    """Return the profile of a code or folder; a broken one ends the command with its mistakes."""
    try:
        return load_folder(_folder(city))
    except ProfileError as error:
        for problem in error.problems:
            click.echo(str(problem))
        sys.exit(1)


def _folder(city: str) -> Path:
    """Return the folder that is meant; raises UsageError, which names the profiles there are."""
    root, own = Path(settings.PROFILES_ROOT), Path(city)
    if city and (own / HEAD_FILE).exists():
        return own
    if city in (known := cities(root)):
        return root / city
    if city and own.is_dir():
        raise click.UsageError(f"{city} holds no {HEAD_FILE}.")
    raise click.UsageError(f"No profile {city!r}. There are: {', '.join(known) or 'none'}.")
