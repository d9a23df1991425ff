"""``sanling administrator``: the people who administer, made from the machine itself."""

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Unit
from sanling.domain.people.rules import Duty
from sanling.domain.territory.rules import Level
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.console.options import CITY, city_named, refusal

ACTOR = SystemActor("console")
HELP = """Make an account that administers, with a post at the city's own office.

Nothing has a default password: the first administrator is made here, by whoever may run programs on this machine,
and so is another one when the password of the last is lost. The three administrators of a protected system (GB/T
22239) are kept apart: make three accounts, with --role for each as the city's profile calls them.

The password is asked for twice. --no-password makes an account that signs in by a code sent to its --phone, or by
the city's single sign-on. Run `sanling city` first, for the office to exist.
"""


@click.command(help=HELP)
@click.argument("username")
@click.option("--name", required=True, help="The person's full name.")
@click.option("--phone", default="", help="Mobile phone for sign-in by code.")
@click.option("--role", default="", help="As what; without it, as the system's administrator.")
@CITY
@click.option("--unit", "unit_code", default="", help="Code of another unit than the city's office.")
@click.option("--no-password", is_flag=True, help="Ask for no password.")
def command(
    *, username: str, name: str, phone: str, role: str, city: str, unit_code: str, no_password: bool
) -> None:
    """Make the account and its post, both or neither."""
    profile = city_named(city)
    role = _role(profile.part("people"), role)
    unit = _unit(profile, role, unit_code)
    password = None if no_password else _password()
    try:
        with transaction.atomic():
            user = create_user(
                actor=ACTOR, username=username, display_name=name, phone=phone, password=password
            )
            post = NewPost(
                user_id=user.pk,
                unit_id=unit.pk,
                role=role,
                name=user.display_name,
                paths=[unit.division_id],
            )
            appoint(actor=ACTOR, new=post)
    except ValidationError as error:
        raise click.ClickException(refusal(error)) from error
    click.echo(f"{user.username} is {role} at {unit.name}. Sign in at {settings.PUBLIC_URL}/accounts/login/")


def _password() -> str:
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    return typed


def _role(part: PeoplePart, asked: str) -> str:
    """Return the role asked for, else the one that administers; one that is there for matters is refused."""
    duties = {role.code: role.duty for role in part.roles if role.duty is not Duty.MATTERS}
    default = (code for code, duty in duties.items() if duty is Duty.ADMINISTRATION)
    role = asked or next(default, "")
    if role not in duties:
        raise click.UsageError(f"{asked!r} is none of the roles that administer: {', '.join(duties)}.")
    return role


def _unit(profile: Profile, role: str, code: str) -> Unit:
    """Return the unit with this code, else the city's own one whose structure has posts of this role."""
    part: PeoplePart = profile.part("people")
    if not code:
        having = [
            template.code
            for template in part.templates_at(Level(len(profile.city)))
            if any(post.role == role for post in template.posts)
        ]
        code = f"{having[0]}-{profile.city}" if having else ""
    unit = Unit.objects.filter(city=profile.city, code=code, ends_on=None).first()
    if unit is None:
        raise click.ClickException(
            f"There is no unit {code!r} in {profile.name}. Fix: run `sanling city`, or name one with --unit."
        )
    return unit
