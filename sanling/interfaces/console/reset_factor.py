"""``sanling reset-factor``: for somebody whose phone or key is lost."""

import click

from sanling.foundation.accounts.actions.reset_second_factor import reset_second_factor
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor

HELP = """Take away the authenticator app, the passkeys and the recovery codes of an account whose holder has lost them.

Make sure who asks: until a new one is set up the password, or the code to the phone, is all that protects the account.
Its sessions end at once, and it is untied from the city's single sign-on. A recovery code, where one is left, needs
none of this.
"""


@click.command(help=HELP)
@click.argument("username")
def command(username: str) -> None:
    """Reset it, and say how much there was."""
    try:
        done = reset_second_factor(actor=SystemActor("console"), username=username)
    except User.DoesNotExist:
        raise click.ClickException(f"There is no account {username!r}.") from None
    click.echo(f"{username}: {done} second factors removed, all sessions ended.")
