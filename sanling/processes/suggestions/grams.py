"""What is learned of a text: its pairs of characters and its words, without numbers and without the parties' names."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sanling.foundation.text import tokens

# Buckets into which n-grams fall by their marks: 32,768 numbers for each category, 128 KB.
BUCKETS = 1 << 15
MOST_GRAMS = 2_000


def grams(text: str, names: Iterable[str] = ()) -> list[str]:
    """Return the distinct n-grams of a text, in order, without digits and without what the names consist of."""
    for name in names:
        # A blank in its place, so that no pair reaches over it.
        text = text.replace(name, " ") if name else text
    found = (gram for gram in tokens(text) if len(gram) > 1 and not any(sign.isdigit() for sign in gram))
    return [gram for gram, _nth in zip(found, range(MOST_GRAMS), strict=False)]


def marks(found: Sequence[str]) -> NDArray[np.uint64]:
    """Return the marks of n-grams, in their order."""
    return np.fromiter((mark(gram) for gram in found), dtype=np.uint64, count=len(found))


def mark(gram: str) -> int:
    """Return the number of 64 bits that stands for an n-gram, the same in every process."""
    return int.from_bytes(blake2b(gram.encode(), digest_size=8).digest())


def buckets(marked: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Return the distinct buckets of marks."""
    return np.unique(marked % np.uint64(BUCKETS)).astype(np.intp)
