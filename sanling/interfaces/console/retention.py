"""``sanling retention``: what the profile says is over is anonymised and deleted."""

import click
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.interfaces.console.options import CITY, city_named, refusal
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.actions.hold import hold, release
from sanling.processes.retention.config import retention_of
from sanling.processes.retention.queries import Extent, extent

ACTOR = SystemActor("console")
MEGABYTE = 1024 * 1024
HELP = """Anonymise and delete what the rules of the profile (retention.toml) say is over.

Counts and changes nothing, unless --apply is given. What is removed can only be brought back from a backup; a tombstone
and an audit row stay for each matter. With `automatic = true` in the profile the worker does this each night. Open
matters, those beside an open one, and those that are held are never touched.
"""


@click.group(help=HELP, invoke_without_command=True)
@CITY
@click.option("--apply", "really", is_flag=True, help="Remove it for good.")
@click.pass_context
def command(context: click.Context, city: str, *, really: bool) -> None:
    """Count, and forget if told to."""
    if context.invoked_subcommand is not None:
        return
    profile = city_named(city)
    rules = retention_of(profile).rules
    if not rules:
        click.echo(f"The profile {profile.code} has no rules of retention: everything is kept.")
        return
    for rule in rules:
        if really:
            done = forget(actor=ACTOR, city=profile.city, rule=rule)
            click.echo(f"{rule.code}: removed {_told(done)}")
            continue
        found = extent(city=profile.city, rule=rule, now=clock.now())
        click.echo(f"{rule.code} (after {rule.years} years: {', '.join(rule.remove)}): {_told(found)}")
    if not really:
        click.echo("Nothing was changed. To remove this for good: add --apply")


@command.command("hold", help="Keep a matter as it is, against every rule, until it is released.")
@click.argument("number")
@click.option("--reason", required=True, help="Who needs it, and for what.")
def hold_matter(number: str, reason: str) -> None:
    """Hold a matter."""
    try:
        hold(actor=ACTOR, number=number, reason=reason)
    except ObjectDoesNotExist:
        raise click.ClickException(f"There is no matter {number}.") from None
    except ValidationError as error:
        raise click.ClickException(refusal(error)) from None
    click.echo(f"{number} is held.")


@command.command("release", help="Let a matter go that was held.")
@click.argument("number")
def release_matter(number: str) -> None:
    """Release a matter."""
    try:
        held = release(actor=ACTOR, number=number)
    except ObjectDoesNotExist:
        raise click.ClickException(f"There is no matter {number}.") from None
    click.echo(f"{number} is released." if held else f"{number} was not held.")


def _told(found: Extent) -> str:
    return (
        f"{found.parties:,} parties and {found.files:,} files ({found.bytes / MEGABYTE:.1f} MB) "
        f"of {found.matters:,} matters"
    )
