"""``sanling slips``: invitations of new accounts on paper, for those whom no message reaches."""

from pathlib import Path

import click

from sanling.domain.territory.naming import PlaceBook
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.files.owners import new_for_owner
from sanling.interfaces.console.new_file import not_made
from sanling.interfaces.console.options import CITY, city_named
from sanling.processes.invitations import slips

HELP = """Write the invitations that go on paper into FILE, a new page to be printed from a browser.

Accounts that were taken in with a mobile phone are invited by text message, where SMS_URL names a gateway. All others,
and without a gateway all, get a slip each: a link that opens once, for thirty days, as text and as a code to scan. Who
opens it chooses a password and is in. Printing again makes new links; earlier slips of people who haven't come in yet
open nothing more. Whoever holds a slip is let in as that person: hand it over, and delete the file.
"""


@click.command(help=HELP)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@CITY
@click.option("--within", metavar="PLACE", help="Only units at or below this division, by code or name.")
def command(file: Path, city: str, within: str | None) -> None:
    """Write the file, a new one, which only its owner may read."""
    profile = city_named(city)
    try:
        # An empty one is a place that got lost, as in a script's variable: never the whole city.
        path = "" if within is None else PlaceBook(profile.city).find(within)
    except ValueError as error:
        raise click.BadParameter(f"{within!r}: {error}", param_hint="--within") from None
    try:
        page = new_for_owner(file)
    except OSError as error:
        raise not_made(file, error) from None
    count = 0
    with page:
        for piece in slips(actor=SystemActor("console"), city=profile.city, within=path):
            count += piece.count('class="slip"')
            page.write(piece.encode())
    click.echo(f"{count:,} slips in {click.format_filename(file)}. Print it, hand them over, and delete it.")
