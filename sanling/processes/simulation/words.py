"""What invented residents and staff write, from texts with slots, and what they are called."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_SLOT = re.compile(r"\{(?:(\d+)-(\d+)|(\w+))\}")
_OFFICE_WORDS = re.compile(r"(居民管理委员会|居民委员会|村民委员会|村委会|居委会|委员会)$")
COMMUNITY = "community"


@dataclass(frozen=True)
class Words:
    """The file ``words.toml``."""

    raw: Mapping[str, Any]

    def categories(self, kind: str) -> Sequence[str]:
        """Return the categories of a kind for which there are texts, the commonest first."""
        return list(self.raw["texts"][kind])

    def text(self, kind: str, category: str, community: str, random: Random) -> str:
        """Return what a resident reports."""
        return self._say(self.raw["texts"][kind][category], random, community)

    def place(self, community: str, random: Random) -> str:
        """Return where it is, in words."""
        return self._say(self.raw["places"]["urban" if "社区" in community else "rural"], random, community)

    def respondent(self, kind: str, random: Random) -> str:
        """Return words for the other side, "" for kinds that have none."""
        return self._say(self.raw["respondents"].get(kind, [""]), random)

    def note(self, workflow: str, action: str, name: str, random: Random) -> str:
        """Return what is written into a field of an action; raises LookupError when there are no words for it."""
        keys = (f"{workflow}.{action}.{name}", f"{action}.{name}", name)
        found = next((self.raw["notes"][key] for key in keys if key in self.raw["notes"]), None)
        if found is None:
            raise LookupError(f"words.toml has no notes for {keys[0]}.")
        return self._say(found, random)

    def poster(self, community: str, random: Random, *, hall: bool) -> str:
        """Return where in a community, or in a township's hall, a poster hangs."""
        places: Sequence[str] = self.raw["posters"]["halls" if hall else "places"]
        return community + random.choice(places)

    def person(self, random: Random) -> str:
        """Return the name of somebody who doesn't exist: a surname with one or, more often, two characters."""
        length = random.choices((1, 2), weights=(1, 3))[0]
        names: Mapping[str, str] = self.raw["names"]
        return random.choice(names["surnames"]) + "".join(random.choices(names["given"], k=length))

    def _say(self, texts: Sequence[str], random: Random, community: str = "") -> str:
        """Return one of the texts, with a word in each slot and a number between two."""

        def fill(slot: re.Match[str]) -> str:
            low, high, name = slot.groups()
            if name is None:
                return str(random.randint(int(low), int(high)))
            return community if name == COMMUNITY else random.choice(self.raw["slots"][name])

        return _SLOT.sub(fill, random.choice(texts))


@cache
def read_words() -> Words:
    """Read the words that come with the program."""
    return Words(tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8")))


def community_of(name: str) -> str:
    """Return how people call a village or community: its name without the committee's words."""
    return _OFFICE_WORDS.sub("", name)
