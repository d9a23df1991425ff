"""``sanling rotate-keys``: everything encrypted, moved to the newest key."""

import click
from django.conf import settings

from sanling.foundation.accounts.actions.rotate_secrets import rotate_secrets
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.privacy.keyring import current_key_id
from sanling.foundation.privacy.rotation import rotate
from sanling.supervisor.secrets import fresh_key

ACTOR = SystemActor("console")
HELP = """Encrypt all personal data and second-factor secrets anew, under the first of the PRIVACY_KEYS.

To change keys: run with --new-key, put what it prints before the present value of PRIVACY_KEYS (in secrets.json, or
in SANLING_PRIVACY_KEYS), restart web and worker, then run this without --new-key. It goes batch by batch beside the
running service and may be stopped and run again. Older keys may leave PRIVACY_KEYS once no backup needs them any
more.
"""


@click.command(help=HELP)
@click.option("--new-key", is_flag=True, help="Only print a new key, to be put first; nothing is changed.")
def command(*, new_key: bool) -> None:
    """Print a key, or move everything to the first one."""
    if new_key:
        click.echo(f"{_next_name()}:{fresh_key()},")
        return
    fields = rotate(actor=ACTOR)
    factors = rotate_secrets(actor=ACTOR)
    click.echo(
        f"All is under the key {current_key_id()!r} ({settings.PRIVACY_CIPHER}): "
        f"{fields:,} values moved, {factors:,} second-factor secrets renewed."
    )


def _next_name() -> str:
    """Return the first of k1, k2, … that no key of the ring has."""
    number = 1
    while f"k{number}" in settings.PRIVACY_KEYS:
        number += 1
    return f"k{number}"
