"""Draw some of many by lot, so that anybody can draw the same again from what is published of it.

Published are the seed, the keys of the pool, and who was left out and why. The order is that of SHA-256 over
``seed:key``, so a shell is enough::

    while read -r key; do
      printf '%s:%s' "$SEED" "$key" | sha256sum | cut -c1-64 | sed "s/$/ $key/"
    done < pool | sort | head -n 5

A seed is made once for a draw and kept with it: whoever could draw again and again would choose.
"Double random" checks (双随机): 国办发〔2015〕58号; subjects and inspectors come from a pool each, with a draw each.
"""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

SEED_BYTES = 32


class CannotDraw(ValueError):
    """The pool names something twice, or fewer are left in it than are to be drawn."""


class DrawnOtherwise(ValueError):
    """What is said to have been drawn doesn't come out of seed and pool."""


def new_seed() -> str:
    """Return a seed that nobody could know before: 64 hexadecimal digits."""
    return secrets.token_hex(SEED_BYTES)


def pool_hash(keys: Collection[str]) -> str:
    """Return the SHA-256 of a pool: its keys in byte order, a line each; the same for whatever order they come in.

    Raises `CannotDraw` for a key that is no line.
    """
    if strays := [key for key in keys if not key or key.splitlines() != [key]]:
        raise CannotDraw(f"{strays[0]!r} is no line")
    lines = sorted(key.encode() for key in keys)
    return hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What was drawn, from what and how; ``drawn`` in the order of the lots: who can't come is followed by the next."""

    seed: str
    pool_hash: str
    pool_size: int
    recused: tuple[str, ...]
    drawn: tuple[str, ...]

    @classmethod
    def of(cls, pool: Collection[str], count: int, *, seed: str, recused: Collection[str] = ()) -> Self:
        """Return the draw of ``count`` of a pool, of which the recused are left out; raises `CannotDraw`.

        The hash is of the whole pool: who was left out is seen, and can be asked about.
        """
        if len(set(pool)) < len(pool):
            raise CannotDraw("the pool names something twice")
        left = set(pool) - set(recused)
        if not 0 <= count <= len(left):
            raise CannotDraw(f"{count} can't be drawn from {len(left)}")
        order = sorted(left, key=lambda key: (lot(seed, key), key))
        return cls(
            seed=seed,
            pool_hash=pool_hash(pool),
            pool_size=len(pool),
            recused=tuple(sorted(set(pool) & set(recused))),
            drawn=tuple(order[:count]),
        )

    def check(self, pool: Collection[str]) -> None:
        """Draw again from a pool; raises `DrawnOtherwise` unless it is the same pool and the same come out."""
        if pool_hash(pool) != self.pool_hash:
            raise DrawnOtherwise("the pool is another")
        if Draw.of(pool, len(self.drawn), seed=self.seed, recused=self.recused) != self:
            raise DrawnOtherwise("others come out")


def lot(seed: str, key: str) -> str:
    """Return the lot of a key: the lowest are drawn."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()
