"""``sanling rotate-keys``: everything encrypted, moved to the newest key."""

import sys
from collections.abc import Iterable
from itertools import chain

import click
from django.conf import settings

from sanling.foundation.accounts.actions.rotate_secrets import lost_secrets, rotate_secrets
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.keys.marks import retire
from sanling.foundation.privacy.keyring import current_key_id
from sanling.foundation.privacy.rotation import Lost, keys_in_use, lost_values, reindex, rotate
from sanling.processes.keys import accept_loss, keep_marks
from sanling.supervisor.secrets import named_key

ACTOR = SystemActor("console")
HELP = """Encrypt all personal data and second-factor secrets anew, under the first of the PRIVACY_KEYS.

To change keys: run with --new-key, put what it prints before the present value of PRIVACY_KEYS (in secrets.json, or
in SANLING_PRIVACY_KEYS), restart web and worker, then run this without --new-key. It goes batch by batch beside the
running service and may be stopped and run again. Older keys may leave PRIVACY_KEYS once no backup needs them any
more.
"""


@click.command(help=HELP)
@click.option("--new-key", is_flag=True, help="Only print a new key, to be put first; nothing is changed.")
@click.option("--check", is_flag=True, help="Only list the values that can't be read; nothing is changed.")
@click.option(
    "--accept-loss",
    "accept",
    is_flag=True,
    help="Go on with the present keys where the earlier ones are gone for good.",
)
def command(*, new_key: bool, check: bool, accept: bool) -> None:
    """Print a key, list what is lost, accept that, or move everything to the first key."""
    if new_key:
        click.echo(f"{named_key()},")
        return
    if check:
        _end(chain(lost_values(), lost_secrets()))
        click.echo("Every value can be read.")
        return
    if accept:
        _accept()
        return
    keep_marks()
    rotated = rotate(actor=ACTOR)
    indexed = reindex()
    factors, lost = rotate_secrets(actor=ACTOR)
    retire(keys_in_use())
    click.echo(
        f"All is under the key {current_key_id()!r} ({settings.PRIVACY_CIPHER}): "
        f"{rotated.values:,} values moved, {factors:,} second-factor secrets renewed, "
        f"{indexed:,} rows found again."
    )
    _end([*rotated.lost, *lost])


def _accept() -> None:
    replaced = accept_loss(actor=ACTOR)
    click.echo(
        f"The present keys stand for this data from now on: {', '.join(replaced) or 'none was another'}."
    )


def _end(found: Iterable[Lost]) -> None:
    """Name the values that can't be read, and end with code 1 if there are any."""
    count = 0
    for value in found:
        count += 1
        click.echo(f"{value.column}, row {value.row}: can't be read")
    if count:
        click.echo(
            f"{count:,} values can't be read. Fix: put the key that they are under back into PRIVACY_KEYS."
        )
        sys.exit(1)
