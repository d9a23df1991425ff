"""``sanling demo``: a complete city on this machine, from nothing to an address."""

import os

import click
import psutil

from sanling.interfaces.console.right_keys import refuse_other_keys
from sanling.supervisor.installation import ANY_ADDRESS, Installation, stopwatch
from sanling.supervisor.preflight import web_address

HELP = """Start a complete demonstration city on this machine.

The first start creates a database, loads the city with a year of matters, and prints the address to open and the page
where you sign in as any of the cast. Later starts take seconds. Ctrl-C stops everything; nothing is lost.
Nobody is written to by text message, WeCom or mail, and webhooks reach this machine only, whatever the settings say.

\b
These variables change where it runs:
  PORT             port to serve at (8000)
  HOST             address to serve at (127.0.0.1); 0.0.0.0 opens the residents' pages to the local
                   network, signing in as the cast stays on this machine
  SANLING_DATA     folder that holds all state (var)
  SANLING_PROFILE  the city to load (the one whose profile says `default`, else the first by name);
                   several, with commas between, are loaded side by side
  DATABASE_URL     a PostgreSQL database of your own instead of the embedded one
"""


@click.command(help=HELP)
def command() -> None:
    """Run the demonstration until Ctrl-C."""
    Installation(
        demo=True,
        environment=dict(os.environ),
        report=stopwatch(click.echo),
        announce=announce,
        check_keys=refuse_other_keys,
    ).run()


def announce(host: str, port: int) -> None:
    """Print the addresses."""
    here = web_address(ANY_ADDRESS.get(host, host), port)
    click.echo(
        f"\n三零 Sanling is running.\n  Residents:            {here}/\n  Sign in as the cast:  {here}/demo/"
    )
    for other in _network_addresses() if host in ANY_ADDRESS else []:
        click.echo(f"  On the local network: {web_address(other, port)}/")
    click.echo("  Ctrl-C stops it.\n")


def _network_addresses() -> list[str]:
    """Return this machine's IPv4 addresses other than loopback."""
    found = [address for addresses in psutil.net_if_addrs().values() for address in addresses]
    return [
        address.address
        for address in found
        if address.family.name == "AF_INET" and not address.address.startswith("127.")
    ]
