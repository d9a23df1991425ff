"""``sanling city``: a real installation's city, brought up to its profile."""

import click

from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.models import Division
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import UnknownProfileError
from sanling.foundation.profile.source import ProfileError
from sanling.interfaces.console.differences import tell_differences
from sanling.processes.publishing.bringing_up import bring_up, checked_profiles, put_in_use

ACTOR = SystemActor("console")
HELP = """Give the city what its profile says: divisions if it has none, workflows, and the units of its structure.

Run it after the first start, and again whenever the profile has changed: what is there already stays, changed
workflows become new versions for new matters, deadlines follow the holidays that it says, and all that runs on this
machine works by the changed profile from its next request on, without a restart. Where units differ from their
templates, because they were changed at the desk or by a list, or the profile was, this is listed; --apply makes them
as the profile has them. A profile with a mistake is refused, and the one before stays in use. The profile is the one
that SANLING_PROFILE names; where it names several, all of these cities are brought up, or none.
"""


@click.command(help=HELP)
@click.option(
    "--apply",
    "applied",
    type=click.Choice(("names", "lines", "parents")),
    multiple=True,
    help="Make units as their templates have them in this; may be given several times.",
)
def command(applied: tuple[str, ...]) -> None:
    """Set the city up by what its folder says now, and have that taken up."""
    try:
        profiles = checked_profiles()
    except UnknownProfileError as error:
        raise click.ClickException(f"{error} Fix: correct SANLING_PROFILE.") from None
    except ProfileError as error:
        raise click.ClickException(
            f"The profile stays as it was, for this one has mistakes:\n{error}"
        ) from None
    for profile in profiles:
        _bring_up(profile)
        tell_differences(profile, applied)
    taken, moved = put_in_use()
    if taken:
        click.echo("all that runs works by this profile from its next request on")
    if moved:
        click.echo(f"{moved:,} deadlines counted anew, by the holidays as they are known now")


def _bring_up(profile: Profile) -> None:
    click.echo(f"{profile.name}: {_divisions(profile):,} divisions")
    made, definitions = bring_up(actor=ACTOR, profile=profile)
    versions = ", ".join(f"{row.code} {row.version}" for row in definitions)
    if definitions:
        click.echo(f"workflows and their versions: {versions}")
    click.echo(f"{made:,} units made")


def _divisions(profile: Profile) -> int:
    there = Division.objects.filter(path__startswith=profile.city, valid_until=None)
    if not there.exists():
        part: TerritoryPart = profile.part("territory")
        result = import_divisions(
            actor=ACTOR,
            file=profile.folder / part.divisions,
            profiles=[profile],
            within=profile.city,
            as_of=part.as_of,
        )
        if not result.done:
            raise click.ClickException(
                f"{result.problem_count:,} rows of {part.divisions} are faulty. "
                f"Fix: `sanling import divisions {profile.folder / part.divisions}` names them."
            )
    return there.count()
