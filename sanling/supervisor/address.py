"""The address of a database: read as libpq reads it, told without its password."""

import re
from collections.abc import Mapping

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from sanling.supervisor.trouble import Misconfigured, Trouble

_PASSWORD = re.compile(
    r"""(?P<before>\w://[^\s/:@]*:)[^\s@]+(?=@) | (?P<option>\bpassword=)(?:'(?:[^'\\]|\\.)*'|[^\s&]+)""",
    re.X,
)
# What a server says that lets nobody in, and what mends it.
_REFUSALS = (
    (re.compile(r'database "(.+?)" does not exist'), "make it by: createdb -O ROLE -E UTF8 -T template0 {0}"),
    (re.compile(r'role "(.+?)" does not exist'), "make it by: createuser --pwprompt {0}"),
    (re.compile("password authentication failed|no password supplied"), "correct it in DATABASE_URL."),
    (re.compile("no pg_hba.conf entry"), "let this machine in by a line in the server's pg_hba.conf."),
    (
        re.compile("too many clients|remaining connection slots"),
        "raise max_connections, or lower SANLING_POOL_SIZE.",
    ),
)


def without_passwords(text: str) -> str:
    """Put "…" in the place of each password that an address in a text holds."""
    return _PASSWORD.sub(lambda found: f"{found['before'] or found['option']}…", text)


def read_database(address: str) -> dict[str, str]:
    """Return what DATABASE_URL says, by libpq's names: ``postgresql://user:password@host:port/name?option=value``.

    Raises Misconfigured, which tells no word of it: any part of a malformed one may be a password.
    """
    try:
        found = {option: str(said) for option, said in conninfo_to_dict(address).items() if said is not None}
    except (ProgrammingError, UnicodeError):
        found = {}
    ports = found.get("port", "").split(",")
    legible = all(port == "" or (port.isdecimal() and 0 < int(port) < 65536) for port in ports)
    # A password's own "@" and "/" move what follows them into the host and the name.
    if not found.get("dbname") or not legible or "@" in found.get("host", "") + found["dbname"]:
        raise Misconfigured(
            "DATABASE_URL can't be read.",
            "write postgresql://user:password@host:5432/name, "
            "and % / : @ ? # of the password as %25 %2F %3A %40 %3F %23.",
        )
    return found


def as_django_names_it(address: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the parts of an address that Django has names for, and its further options."""
    named = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    parts = {part: address.get(option, "") for part, option in named.items()}
    return parts, {option: said for option, said in address.items() if option not in named.values()}


def database_away(error: Exception) -> Trouble:
    """Return the trouble of a server that can't be reached, or lets nobody in."""
    lines = [said for said in str(error).splitlines() if said.strip()] or [type(error).__name__]
    reason = next((said for said in lines if "FATAL" in said), lines[0]).strip()
    fix = "start it (`sanling up`), or correct DATABASE_URL."
    for refusal, remedy in _REFUSALS:
        if found := refusal.search(reason):
            fix = remedy.format(*found.groups())
            break
    return Trouble(f"The database can't be reached ({without_passwords(reason)}).", fix)
