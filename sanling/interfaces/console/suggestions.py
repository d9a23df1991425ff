"""``sanling suggestions``: categories are learned anew; how right they, places and handlers are is told."""

import click

from sanling.interfaces.console.options import CITY, city_named
from sanling.processes.suggestions.config import kinds_of
from sanling.processes.suggestions.learning import FEWEST_MATTERS, Learned, learn, learn_kinds
from sanling.processes.suggestions.measuring import Measured, measure_handlers, measure_places

HELP = """Learn categories and kinds anew from the city's settled matters, and tell how well.

The newest tenth is held out and tells how often what is right is the first suggested, or among the first three.
Of the newest 200 the same is told of the place and of the handler, by what was settled before each.
The profile says for which kinds (suggestions.toml); the worker learns each night.
"""


@click.command(help=HELP)
@CITY
def command(city: str) -> None:
    """Learn and tell."""
    profile = city_named(city)
    kinds = kinds_of(profile)
    if not kinds:
        click.echo(f"The profile {profile.code} wants no suggestions.")
    for kind in kinds:
        if _tell_learned(kind, "category", learn(profile, kind)):
            _tell(kind, "place", measure_places(profile, kind))
            _tell(kind, "handler", measure_handlers(profile, kind))
    if len(kinds) > 1:
        _tell_learned("all of these", "kind", learn_kinds(profile))


def _tell_learned(of: str, what: str, learned: Learned) -> bool:
    """Say what was learned, and tell whether there was enough to learn from."""
    if learned.matters < FEWEST_MATTERS:
        click.echo(f"{of}: {learned.matters} settled matters are too few to learn from ({FEWEST_MATTERS})")
        return False
    click.echo(
        f"{of}: {learned.matters:,} settled matters; of the newest {learned.held_out:,} the right {what} was "
        f"the first for {learned.first:.0%}, among the first three for {learned.first_three:.0%}"
    )
    return True


def _tell(kind: str, what: str, found: Measured) -> None:
    click.echo(
        f"{kind}: of the newest {found.held_out:,} the right {what} was the first for {found.first:.0%}, "
        f"among the first three for {found.first_three:.0%}"
    )
