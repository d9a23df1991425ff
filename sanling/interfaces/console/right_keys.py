"""Before the pages are served: are these the keys that the database was written under?"""

import os

import psycopg

from sanling.env import (
    AUDIT_KEY,
    BLIND_INDEX_KEY,
    FIX_KEYS,
    PRIVACY_KEYS,
    Secrets,
    key_marks,
    keys_that_differ,
)
from sanling.supervisor.place import place_from
from sanling.supervisor.trouble import Trouble

MARKS = "select name, mark from keys_keymark"


def refuse_other_keys() -> None:
    """Raise Trouble where the database's marks are of other keys; one that is away or new has none to compare.

    Without Django, whose connections must not be made before the server's processes are.
    """
    secrets = Secrets(place_from(os.environ).root)
    own = key_marks(secrets.key(AUDIT_KEY), secrets.key(BLIND_INDEX_KEY), secrets.keys(PRIVACY_KEYS))
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
            known: dict[str, str] = dict(connection.execute(MARKS).fetchall())
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return
    if names := keys_that_differ(known, own):
        raise Trouble(f"Not the keys that this data was written under: {', '.join(names)}.", f"{FIX_KEYS}.")
