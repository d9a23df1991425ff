"""The whole text of minutes as it is confirmed: when and where, who was there, and what was said. No Django."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from sanling.domain.mediation.terms import SignedSide, in_one_spelling


@dataclass(frozen=True)
class Present:
    """A side that was there, and by which mode, in words."""

    side: SignedSide
    mode: str


@dataclass(frozen=True)
class Protocol:
    """What is confirmed. Its digest is what a confirmation is of: whoever changes a sign changes it.

    ``sort`` tells minutes, which go to no court, from undisputed facts beside a recording (法释〔2021〕23号 18, 22).
    """

    matter: str
    sort: str
    begins_at: str
    place: str
    mediator: str
    present: Sequence[Present]
    text: str
    closed_at: str

    def as_json(self) -> str:
        """Return it as it is kept, in one spelling only."""
        return in_one_spelling(asdict(self))

    @classmethod
    def read(cls, kept: str) -> Self:
        """Return what was kept."""
        said = json.loads(kept)
        present = [
            Present(SignedSide(**{**row["side"], "signs": tuple(row["side"]["signs"])}), row["mode"])
            for row in said.pop("present")
        ]
        return cls(**said, present=tuple(present))

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 of it."""
        return hashlib.sha256(self.as_json().encode()).digest()
