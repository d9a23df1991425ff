"""Where in an agreement words stand that hint at a ground against its confirmation; no Django.

A hint is for a person to judge: it decides nothing, and that there is none tells nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sanling.domain.mediation.config import Ground

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")


@dataclass(frozen=True)
class Hint:
    """Why to look twice at a ground: the words that were found, or that the dispute is of such a category."""

    ground: str
    words: str = ""


def hints(texts: Sequence[str], category: str, grounds: Sequence[Ground]) -> list[Hint]:
    """Return what hints at each ground in the texts of an agreement on a dispute of a category, each words once."""
    found = [Hint(ground.code) for ground in grounds if category in ground.categories]
    for text in texts:
        for sentence in _SENTENCE.findall(text):
            found += _in_sentence(sentence, grounds)
    return list(dict.fromkeys(found))


def _in_sentence(sentence: str, grounds: Sequence[Ground]) -> Iterator[Hint]:
    for ground in grounds:
        if any(_ready(words).search(sentence) for words in ground.unless):
            continue
        for words in ground.words:
            for match in _ready(words).finditer(sentence):
                yield Hint(ground.code, match[0])


@cache
def _ready(words: str) -> re.Pattern[str]:
    return re.compile(words)
