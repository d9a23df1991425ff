"""``sanling simulate``: more invented matters for a demonstration."""

import click
from django.conf import settings

from sanling.interfaces.console.options import CITY, city_named
from sanling.processes.figures.rebuilding import rebuild_city
from sanling.processes.simulation.province import FiguresThereError, simulate_figures
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
    type=click.IntRange(1, MOST_DAYS),
    help="How far back they reach.  [default: 365; of figures alone 1095]",
)
@click.option(
    "--figures-only",
    is_flag=True,
    help="Write of a whole province only what is counted of them, where nothing is yet; it opens no rows.",
)
@click.option(
    "--cities",
    default=18,
    show_default=True,
    type=click.IntRange(1, 99),
    help="How many the province has; each has 2,800 villages.",
)
def command(*, matters: int, seed: int, days: int | None, figures_only: bool, cities: int, city: str) -> None:
    """Write the matters, saying how far it is."""
    if not settings.DEMO:
        raise click.ClickException(
            "This is a real installation, where nothing is invented. Fix: use a demonstration (`sanling demo`)."
        )
    profile = city_named(city)
    say = stopwatch(lambda line: click.echo(line, err=True))

    def progress(done: int) -> None:
        say(f"{done:,} of {matters:,}")

    try:
        if figures_only:
            facts = simulate_figures(
                profile=profile,
                cities=cities,
                matters=matters,
                seed=seed,
                days=days or 3 * 365,
                progress=progress,
            )
            click.echo(f"{facts:,} facts of {matters:,} matters and their sums written.")
            return
        written = simulate(profile=profile, matters=matters, seed=seed, days=days or 365, progress=progress)
    except FiguresThereError as error:
        raise click.ClickException(
            "The province has figures already. Fix: use a new database without matters."
        ) from error
    except LookupError as error:
        raise click.ClickException(f"{error} Fix: load the city with `sanling demo` first.") from error
    rebuild_city(profile.city)
    click.echo(f"{written:,} matters written.")
