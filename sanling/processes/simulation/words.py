"""What invented residents and staff write, from templates with slots."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

_SLOT = re.compile(r"\{(?:(\d+)-(\d+)|(\w+))\}")
_OFFICE_WORDS = re.compile(r"(居民管理委员会|居民委员会|村民委员会|村委会|居委会|委员会)$")
COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Span:
    """A number to choose, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Template:
    """A text in pieces: words as they are, slots to choose from, numbers between two."""

    pieces: Sequence[str | Sequence[str] | Span]

    def say(self, random: Random, community: str = "") -> str:
        """Fill the slots; the empty slot is the community's name."""
        said: list[str] = []
        for piece in self.pieces:
            if isinstance(piece, str):
                said.append(piece or community)
            elif isinstance(piece, Span):
                said.append(str(random.randint(piece.low, piece.high)))
            else:
                said.append(random.choice(piece))
        return "".join(said)


@dataclass(frozen=True)
class Words:
    """The templates of ``words.toml``, parsed once."""

    raw: Mapping[str, Any]
    _notes: dict[tuple[str, str, str], list[Template]] = field(default_factory=dict)

    @cached_property
    def _texts(self) -> dict[tuple[str, str], list[Template]]:
        return {
            (kind, category): [self._parse(text) for text in texts]
            for kind, categories in self.raw["texts"].items()
            for category, texts in categories.items()
        }

    @cached_property
    def _places(self) -> dict[str, list[Template]]:
        return {where: [self._parse(text) for text in texts] for where, texts in self.raw["places"].items()}

    @cached_property
    def _respondents(self) -> dict[str, list[Template]]:
        return {
            kind: [self._parse(text) for text in texts] for kind, texts in self.raw["respondents"].items()
        }

    def categories(self, kind: str) -> Sequence[str]:
        """Return the categories of a kind for which there are texts, the commonest first."""
        return list(self.raw["texts"][kind])

    def text(self, kind: str, category: str, community: str, random: Random) -> str:
        """Return what a resident reports."""
        return random.choice(self._texts[kind, category]).say(random, community)

    def place(self, community: str, random: Random) -> str:
        """Return where it is, in words."""
        return random.choice(self._places["urban" if "社区" in community else "rural"]).say(random, community)

    def respondent(self, kind: str, random: Random) -> str:
        """Return words for the other side, "" for kinds that have none."""
        templates = self._respondents.get(kind)
        return random.choice(templates).say(random) if templates else ""

    def note(self, workflow: str, action: str, name: str, random: Random) -> str:
        """Return what is written into a field of an action; raises LookupError when there are no words for it."""
        key = (workflow, action, name)
        if key not in self._notes:
            notes = self.raw["notes"]
            keys = (f"{workflow}.{action}.{name}", f"{action}.{name}", name)
            found = next((notes[one] for one in keys if one in notes), None)
            if found is None:
                raise LookupError(f"words.toml has no notes for {keys[0]}.")
            self._notes[key] = [self._parse(text) for text in found]
        return random.choice(self._notes[key]).say(random)

    def _parse(self, text: str) -> Template:
        pieces: list[str | Sequence[str] | Span] = []
        end = 0
        for found in _SLOT.finditer(text):
            if found.start() > end:
                pieces.append(text[end : found.start()])
            low, high, name = found.groups()
            if name is None:
                pieces.append(Span(int(low), int(high)))
            else:
                pieces.append("" if name == COMMUNITY else self.raw["slots"][name])
            end = found.end()
        if end < len(text):
            pieces.append(text[end:])
        return Template(pieces)


def read_words() -> Words:
    """Read the templates that come with the program."""
    return Words(tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")))


def community_of(name: str) -> str:
    """Return how people call a village or community: its name without the committee's words."""
    return _OFFICE_WORDS.sub("", name)
