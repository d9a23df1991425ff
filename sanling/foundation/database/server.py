"""Whether a PostgreSQL server, and the role that we are there, can take our tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's own name
from django.db import connection

OLDEST = 150000
ASKED = """
    select current_setting('server_version_num')::int, pg_encoding_to_char(d.encoding), d.datname,
           pg_get_userbyid(d.datdba), current_user, current_schema() is not distinct from 'public',
           coalesce(has_schema_privilege(to_regnamespace('public')::oid, 'CREATE'), false),
           (select rolsuper from pg_roles where rolname = current_user),
           exists (select from pg_extension where extname = 'plpgsql'),
           (select min(pg_get_userbyid(c.relowner)) from pg_class c
             where c.relnamespace = to_regnamespace('public') and c.relkind in ('r', 'p')
               and not pg_has_role(c.relowner, 'USAGE'))
    from pg_database d where d.datname = current_database()
"""


@dataclass(frozen=True)
class Server:
    """What a server says of itself, of this database and of our role there."""

    version: int
    encoding: str
    name: str
    owner: str
    role: str
    in_public: bool
    may_create: bool
    is_superuser: bool
    has_plpgsql: bool
    tables_of: str | None


def check_server() -> list[CheckMessage]:
    """Find what hinders; raises DatabaseError where the server is away."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        return list(judge(Server(*(cursor.fetchone() or ()))))


def judge(server: Server) -> Iterator[CheckMessage]:
    """Yield what hinders, each with its fix."""
    if server.version < OLDEST:
        said = f"PostgreSQL {server.version // 10000} is too old."
        yield Error(said, hint="use a server of version 15 or later.", id="database.E001")
    if server.encoding != "UTF8":
        hint = f"make it anew by: createdb -O {server.role} -E UTF8 -T template0 {server.name}"
        said = f"The database {server.name} is encoded in {server.encoding}, not in UTF8."
        yield Error(said, hint=hint, id="database.E002")
    if not server.may_create or not server.in_public:
        yield _no_room(server)
    if not server.has_plpgsql:
        hint = f"as a superuser: psql {server.name} -c 'create extension plpgsql'"
        yield Error("The extension plpgsql is missing.", hint=hint, id="database.E004")
    if server.tables_of is not None:
        said = f"Tables in {server.name} belong to {server.tables_of}, and {server.role} can't change them."
        hint = f"connect as {server.tables_of}, or: reassign owned by {server.tables_of} to {server.role}"
        yield Error(said, hint=hint, id="database.E005")
    if server.is_superuser and server.owner != server.role:
        hint = f"connect as {server.owner}, or give the database to a role without special rights."
        yield Warning(
            f"{server.role} is a superuser, and the database isn't its own.", hint=hint, id="database.W001"
        )


def _no_room(server: Server) -> CheckMessage:
    said = (
        f"{server.role} may make no tables in the schema public of {server.name}, which {server.owner} owns."
    )
    hint = f"as a superuser: psql -c 'alter database {server.name} owner to {server.role}'"
    if server.owner == server.role:
        hint = f"as a superuser: psql {server.name} -c 'alter schema public owner to pg_database_owner'"
    if server.may_create:
        said = f"{server.role} works in another schema of {server.name} than public."
        hint = f"as a superuser: psql -c 'alter role {server.role} set search_path to public'"
    return Error(said, hint=hint, id="database.E003")
