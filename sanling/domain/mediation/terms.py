"""What an agreement says: the facts that it is about and its clauses; and the whole text that is signed. No Django."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self


class Sort(StrEnum):
    """What a clause lays on somebody: to pay, to do or leave something, or nothing (that a claim ends, say)."""

    PAYS = "pays"
    DOES = "does"
    STATES = "states"


@dataclass(frozen=True)
class Clause:
    """A clause: its words, and for whoever follows it up which side owes what to which by when.

    ``amount`` in fen; ``by`` and ``to`` are numbers of sides.
    """

    text: str
    sort: Sort = Sort.STATES
    by: int | None = None
    to: int | None = None
    amount: int | None = None
    due_on: date | None = None

    @property
    def is_owed(self) -> bool:
        """Tell whether somebody owes something by it."""
        return self.sort is not Sort.STATES


@dataclass(frozen=True)
class Terms:
    """What the sides agree on, as it is drawn up."""

    facts: str = ""
    clauses: Sequence[Clause] = ()

    def as_json(self) -> str:
        """Return it as it is kept."""
        return in_one_spelling(asdict(self))

    @classmethod
    def read(cls, kept: str) -> Self:
        """Return what was kept."""
        said = json.loads(kept) if kept else {}
        return cls(said.get("facts", ""), tuple(_clause(clause) for clause in said.get("clauses", ())))


@dataclass(frozen=True)
class SignedSide:
    """A side as the text names it: who it is, and who signs for it.

    ``number`` is the citizen number as a text may show it to the other side: masked.
    """

    nth: int
    role: str
    name: str
    number: str = ""
    is_minor: bool = False
    signs: Sequence[str] = ()


@dataclass(frozen=True)
class Content:
    """The whole text that the sides sign. Its digest is what a signature is of: whoever changes a sign changes it."""

    number: str
    nth: int
    matter: str
    body: str
    form: str
    mediator: str
    sides: Sequence[SignedSide]
    terms: Terms
    closed_on: date

    def as_json(self) -> str:
        """Return it as it is kept, in one spelling only."""
        return in_one_spelling(asdict(self))

    @classmethod
    def read(cls, kept: str) -> Self:
        """Return what was kept."""
        said = json.loads(kept)
        sides = [SignedSide(**{**side, "signs": tuple(side["signs"])}) for side in said.pop("sides")]
        terms = Terms.read(json.dumps(said.pop("terms")))
        return cls(
            **{**said, "closed_on": date.fromisoformat(said["closed_on"])}, sides=tuple(sides), terms=terms
        )

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 of it."""
        return hashlib.sha256(self.as_json().encode()).digest()


def without_sides(terms: Terms, known: Sequence[int]) -> Terms:
    """Return terms in which nobody owes who is no side."""
    return replace(
        terms,
        clauses=tuple(
            replace(
                clause,
                by=clause.by if clause.by in known else None,
                to=clause.to if clause.to in known else None,
            )
            for clause in terms.clauses
        ),
    )


def _clause(said: Mapping[str, Any]) -> Clause:
    due_on = date.fromisoformat(said["due_on"]) if said["due_on"] else None
    return Clause(**{**said, "sort": Sort(said["sort"]), "due_on": due_on})


def in_one_spelling(said: Mapping[str, Any]) -> str:
    """Return what a text says as it is kept, so that it has one digest."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
