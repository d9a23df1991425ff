"""Decisions about posts, their tokens and persons, without a database."""

from collections.abc import Collection, Iterable
from enum import StrEnum


class Duty(StrEnum):
    """What a role is there for. A person has one duty: who administers a system neither uses nor audits it.

    Source: GB/T 22239 level 3, three separated administrators (system, security, audit).
    """

    MATTERS = "matters"
    ADMINISTRATION = "administration"
    SECURITY = "security"
    AUDIT = "audit"


def mixes(duties: Iterable[Duty]) -> bool:
    """Tell whether duties that are to be kept apart would meet in one person, whichever way they come together."""
    return len(set(duties)) > 1


class FieldAccess(StrEnum):
    """How much of a person's identity a viewer gets: in full (with a logged purpose), masked, or not at all."""

    FULL = "full"
    MASKED = "masked"
    HIDDEN = "hidden"

    @property
    def rank(self) -> int:
        """Order from least to most."""
        return (FieldAccess.HIDDEN, FieldAccess.MASKED, FieldAccess.FULL).index(self)


def field_access(role_access: FieldAccess, *, protected: bool) -> FieldAccess:
    """Return the access to a person's identity; a protected one is for those entitled to it in full, or hidden."""
    if protected and role_access is not FieldAccess.FULL:
        return FieldAccess.HIDDEN
    return role_access


class Scope(StrEnum):
    """What a token may be narrowed to; a token without scopes does all that its post may, save `METRICS`."""

    READ = "read"
    """Read matters, units and posts."""
    WRITE = "write"
    """Register matters, act on them, manage the unit's webhooks."""
    PUBLIC = "public"
    """Send residents' reports for an app of the city, beyond the limit of one address."""
    METRICS = "metrics"
    """Read /metrics from elsewhere than this machine; must be named."""


def are_of_staff(scopes: Collection[str]) -> bool:
    """Tell whether a token of these scopes works for its post, rather than for the residents of an app alone."""
    return set(scopes) != {Scope.PUBLIC}
