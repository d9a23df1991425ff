"""What every channel promises: it knows whether it is set up, and a message is handed over or `NotSent` says why."""

from dataclasses import dataclass
from typing import Protocol

# What a profile may name; profiles are read before there are models.
NAMES = ("sms", "wecom", "email", "webhook")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A text for one person; by ``key`` a receiver drops what comes twice."""

    key: str
    address: str
    text: str
    link: str


class NotSent(Exception):
    """Nothing was handed over, and why, without the address; ``lasting``: another try would be told the same."""

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.lasting = lasting


class Channel(Protocol):
    """A way out of the house; ``addressed`` is the field of an account that holds its addresses."""

    name: str
    addressed: str

    def is_set_up(self) -> bool:
        """Tell whether the settings have what it takes."""

    def send(self, message: Message) -> None:
        """Hand a message over, within seconds and outside of any transaction. Raises NotSent."""
