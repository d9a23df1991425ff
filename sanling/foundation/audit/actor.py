"""Who acts: anything with a kind and a key."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Say who acts; every action and every audit row needs one.

    ``kind`` is "post", "link", "system", "user" or "visitor"; ``key`` names one of that kind: "post:12".
    """

    @property
    def kind(self) -> str:
        """Return the kind of actor."""

    @property
    def key(self) -> str:
        """Return the key, which begins with the kind."""


def person_behind(actor: Actor) -> int | None:
    """Return the key of the account behind an actor, the same for all its posts; ``None`` for the system."""
    return getattr(actor, "user_id", None)


@dataclass(frozen=True)
class SystemActor:
    """The system itself, as one of its parts: a timer, an import, a purge."""

    name: str

    @property
    def kind(self) -> str:
        """Return the kind of actor."""
        return "system"

    @property
    def key(self) -> str:
        """Return the key: "system:timer"."""
        return f"system:{self.name}"
