"""Rows of the table of permissions: what they are made of, and those that many pages share."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LOGIN, FORBIDDEN, ABSENT = 302, 403, 404
# Members of the cast: one in charge, one of the township beside, and one who sees no matter at all.
IN_CHARGE, BESIDE, SIGHTLESS = "intake_officer", "sibling_township_intake", "auditor"
VILLAGE = "410105002012"
ADMINISTERS = {"administrator": 200, "auditor": FORBIDDEN, "centre_director": FORBIDDEN}

KEEPS_WEBHOOKS = {**ADMINISTERS, "centre_director": 200, IN_CHARGE: FORBIDDEN}


@dataclass(frozen=True)
class Row:
    """One address and method: the status for nobody, by member of the cast, and for keys that lead nowhere."""

    route: str
    nobody: int
    roles: Mapping[str, int] = field(default_factory=dict)
    method: str = "get"
    data: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    astray: int | None = None


def of_matters(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page for whoever sees matters."""
    return Row(route, LOGIN, {IN_CHARGE: right, SIGHTLESS: FORBIDDEN}, **options)  # type: ignore[arg-type]


def of_one_matter(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page of one matter."""
    roles = {IN_CHARGE: right, BESIDE: ABSENT, SIGHTLESS: FORBIDDEN}
    return Row(route, LOGIN, roles, astray=ABSENT, **options)  # type: ignore[arg-type]


def of_file(route: str, right: int = 200) -> Row:
    """Return the row of a page of one file that somebody asked for: the log's are for auditors, too."""
    roles = {IN_CHARGE: right, BESIDE: ABSENT, SIGHTLESS: ABSENT, "administrator": FORBIDDEN}
    return Row(route, LOGIN, roles, astray=ABSENT)


def of_poster(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page of one code point."""
    roles = {IN_CHARGE: right, BESIDE: ABSENT, "mediator": FORBIDDEN}
    return Row(route, LOGIN, roles, astray=ABSENT, **options)  # type: ignore[arg-type]


def of_every_post(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page that every post may open."""
    return Row(route, LOGIN, {IN_CHARGE: right, SIGHTLESS: right}, **options)  # type: ignore[arg-type]


# Of the roles that give posts, two whose reach the test's unit is in, and two whose it isn't.
GIVES_POSTS = {
    "centre_director": 200,
    "administrator": 200,
    "village_secretary": 200,
    "department_leader": 200,
}


NEVER_CONFIRM = {IN_CHARGE: FORBIDDEN, SIGHTLESS: FORBIDDEN}
UNANSWERED = {"security_administrator": FORBIDDEN, **NEVER_CONFIRM}


def of_staffing(route: str, right: int = 200, **options: object) -> Row:
    """Return the row of a page for those who give posts at the unit in charge."""
    wrong = ("village_secretary", "department_leader", IN_CHARGE, SIGHTLESS, "security_administrator")
    roles = {"centre_director": right, "administrator": right} | dict.fromkeys(wrong, FORBIDDEN)
    return Row(route, LOGIN, roles, astray=ABSENT, **options)  # type: ignore[arg-type]


KEEPS_RULES = {"centre_director": 200, IN_CHARGE: FORBIDDEN, SIGHTLESS: FORBIDDEN}
NO_RULE = {**KEEPS_RULES, "centre_director": ABSENT}
ASTRAY = dict.fromkeys(("view_id", "rule_id", "confirmation_id"), "999999999")
PUBLISHES = {**ADMINISTERS, "security_administrator": 200}
NO_PROPOSAL = {**ADMINISTERS, "security_administrator": ABSENT}
