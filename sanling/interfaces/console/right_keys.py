"""Before anything is started: are these the keys that the database was written under?"""

import psycopg

from sanling.env import FIX_KEYS, Secrets, keys_that_differ
from sanling.supervisor.data_folder import DataFolder
from sanling.supervisor.trouble import Trouble

MARKS = "select name, mark from keys_keymark"


def refuse_other_keys(folder: DataFolder, url: str) -> None:
    """Raise Trouble where the database's marks are of other keys; one that is away or new has none to compare.

    Without Django, whose connections must not be made before the server's processes are.
    """
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            known: dict[str, str] = dict(connection.execute(MARKS).fetchall())
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return
    if names := keys_that_differ(known, Secrets(folder.root).marks()):
        raise Trouble(f"Not the keys that this data was written under: {', '.join(names)}.", f"{FIX_KEYS}.")
