"""What is learned of a text: its pairs of characters and its words, without numbers and without the parties' names."""

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sanling.foundation.text import tokens

# Buckets into which n-grams fall by their checksum: 32,768 numbers for each category, 128 KB.
BUCKETS = 1 << 15
MOST_GRAMS = 2_000


def grams(text: str, names: Iterable[str] = ()) -> list[str]:
    """Return the distinct n-grams of a text, in order, without digits and without what the names consist of."""
    for name in names:
        # A blank in its place, so that no pair reaches over it.
        text = text.replace(name, " ") if name else text
    found = (gram for gram in tokens(text) if len(gram) > 1 and not any(sign.isdigit() for sign in gram))
    return [gram for gram, _nth in zip(found, range(MOST_GRAMS), strict=False)]


def buckets(found: Sequence[str]) -> NDArray[np.intp]:
    """Return the distinct buckets of n-grams, the same in every process."""
    return np.unique(np.fromiter((bucket(gram) for gram in found), dtype=np.intp, count=len(found)))


def bucket(gram: str) -> int:
    """Return the bucket of an n-gram."""
    return crc32(gram.encode()) % BUCKETS
