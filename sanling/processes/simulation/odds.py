"""Weighted draws from tables that are used again and again."""

from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Odds(Generic[T]):
    """Things to draw, each as often as its weight says."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        """Add the weights up once; raises ValueError when there are none."""
        self._things = list(weights)
        self._upto = list(accumulate(weights.values()))
        if not self._upto or self._upto[-1] <= 0:
            raise ValueError("There is nothing to draw.")

    def draw(self, random: Random) -> T:
        """Return one of the things."""
        return random.choices(self._things, cum_weights=self._upto)[0]
