"""``sanling simulate``: more invented matters for a demonstration."""

import click
from django.conf import settings

from sanling.interfaces.console.options import CITY, city_named
from sanling.processes.figures.rebuilding import rebuild_city
from sanling.processes.simulation.simulate import simulate
from sanling.supervisor.installation import stopwatch

# What may still be meant: beyond that there is neither room for it nor a calendar.
MOST_MATTERS, MOST_DAYS = 100_000_000, 36_500
HELP = """Fill the demonstration with more invented matters, all that became of them included.

They lie in the past year and carry invented texts and people. Add as many as you need to see how Sanling behaves with
100,000 or a million; the city must have been loaded by `sanling demo` and its database must run.
"""


@click.command(help=HELP)
@CITY
@click.option("--matters", required=True, type=click.IntRange(1, MOST_MATTERS), help="How many.")
@click.option("--seed", default=1, show_default=True, help="Another number gives other matters.")
@click.option(
    "--days",
    default=365,
    show_default=True,
    type=click.IntRange(1, MOST_DAYS),
    help="How far back they reach.",
)
def command(matters: int, seed: int, days: int, city: str) -> None:
    """Write the matters, saying how far it is."""
    if not settings.DEMO:
        raise click.ClickException(
            "This is a real installation, where nothing is invented. Fix: use a demonstration (`sanling demo`)."
        )
    profile = city_named(city)
    say = stopwatch(lambda line: click.echo(line, err=True))
    try:
        written = simulate(
            profile=profile,
            matters=matters,
            seed=seed,
            days=days,
            progress=lambda done: say(f"{done:,} of {matters:,}"),
        )
    except LookupError as error:
        raise click.ClickException(f"{error} Fix: load the city with `sanling demo` first.") from error
    rebuild_city(profile.city)
    click.echo(f"{written:,} matters written.")
