"""Decisions about posts and persons, without a database."""

from enum import StrEnum


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
