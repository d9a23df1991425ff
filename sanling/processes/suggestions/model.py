"""A linear model over n-grams: complement naive Bayes (Rennie et al., ICML 2003), learned in one pass by counting.

It is one matrix, a number, and the marks of the n-grams that it was learned from: several fall into one column, and one
of a text that no settled matter held must not speak by another's weight. numpy, which the maps need anyway, is all that
it takes. scikit-learn would add some 100 MB to a bundle for the same sums. Its files are arrays without objects, read
by mapping them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from sanling.processes.suggestions.grams import BUCKETS, buckets, marks

SMOOTHING = 0.3
# What stands in fewer matters than this weighs nothing: a name or an address of one matter is never learned.
LEAST_MATTERS = 5
SHOWN_REASONS = 5
TEMPERATURES = np.geomspace(0.02, 2, 40)
# So many marks wait before they are counted with the others.
MOST_WAITING = 1_000_000


class Counts:
    """How many matters of each category hold which n-gram."""

    def __init__(self, categories: Sequence[str]) -> None:
        """Begin with none."""
        self.categories = tuple(categories)
        self.held = np.zeros((len(categories), BUCKETS), dtype=np.float32)
        self._marks = np.zeros(0, dtype=np.uint64)
        self._matters = np.zeros(0, dtype=np.int64)
        self._waiting: list[NDArray[np.uint64]] = []
        self._many = 0

    def add(self, category: str, marked: NDArray[np.uint64]) -> None:
        """Count one matter by the distinct marks of its n-grams."""
        self.held[self.categories.index(category), buckets(marked)] += 1
        self._waiting.append(marked)
        self._many += len(marked)
        if self._many > MOST_WAITING:
            self._count_waiting()

    def known(self) -> NDArray[np.uint64]:
        """Return the marks of what enough matters hold to be learned, sorted."""
        self._count_waiting()
        return self._marks[self._matters >= LEAST_MATTERS]

    def _count_waiting(self) -> None:
        came = np.concatenate([self._marks, *self._waiting])
        times = np.concatenate([self._matters, np.ones(len(came) - len(self._marks), dtype=np.int64)])
        self._marks, place = np.unique(came, return_inverse=True)
        self._matters = np.bincount(place, weights=times, minlength=len(self._marks)).astype(np.int64)
        self._waiting, self._many = [], 0

    def weights(self) -> NDArray[np.float32]:
        """Return what each n-gram says for each category, measured from what it says on average."""
        total = self.held.sum(axis=0)
        others = total - self.held + SMOOTHING
        said = -np.log(others / others.sum(axis=1, keepdims=True))
        said -= said.mean(axis=0)
        said[:, total < LEAST_MATTERS] = 0
        weights: NDArray[np.float32] = said.astype(np.float32)
        return weights


@dataclass(frozen=True)
class Guess:
    """A category, how sure it is from 0 to 1, and the words of the same text that spoke for it most."""

    category: str
    sure: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Model:
    """What was learned of a kind; ``known`` are the marks of the n-grams that speak, sorted."""

    categories: tuple[str, ...]
    weights: NDArray[np.float32]
    known: NDArray[np.uint64]
    temperature: float = 1.0

    def guesses(self, found: Sequence[str], most: int = 3) -> list[Guess]:
        """Return the likeliest categories of a text's n-grams, the likeliest first; none where nothing speaks."""
        marked = marks(found)
        speaks = held_in(marked, self.known)
        speaking = [gram for gram, does in zip(found, speaks, strict=True) if does]
        # Only the columns of this text are read from the mapped file.
        columns = np.asarray(self.weights[:, buckets(marked[speaks])])
        if not columns.any():
            return []
        sure = likelihoods(columns.sum(axis=1), self.temperature)
        best = np.argsort(-sure, kind="stable")[:most]
        return [Guess(self.categories[n], float(sure[n]), self._reasons(speaking, int(n))) for n in best]

    def _reasons(self, speaking: Sequence[str], category: int) -> tuple[str, ...]:
        said = {gram: float(self.weights[category, buckets(marks([gram]))[0]]) for gram in speaking}
        return tuple(
            gram for gram in sorted(said, key=lambda gram: -said[gram])[:SHOWN_REASONS] if said[gram] > 0
        )


def held_in(marked: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell of each mark whether it is among known ones, which are sorted; few of these are looked at."""
    if not len(known):
        return np.zeros(len(marked), dtype=np.bool_)
    places = np.minimum(np.searchsorted(known, marked), len(known) - 1)
    found: NDArray[np.bool_] = np.asarray(known[places]) == marked
    return found


def likelihoods(scores: NDArray[np.float32], temperature: float) -> NDArray[np.float64]:
    """Return scores as shares of one."""
    raised = np.exp((scores - scores.max()).astype(np.float64) * temperature)
    shares: NDArray[np.float64] = raised / raised.sum()
    return shares


def fitted(weights: NDArray[np.float32], held_out: Sequence[tuple[int, NDArray[np.intp]]]) -> float:
    """Return the temperature under which what was held out is likeliest, so that "80 %" is right in 8 of 10."""
    scores = [(right, weights[:, held].sum(axis=1)) for right, held in held_out]

    def wrongness(temperature: float) -> float:
        return -sum(log(float(likelihoods(said, temperature)[right]) + 1e-12) for right, said in scores)

    return float(min(TEMPERATURES, key=wrongness)) if scores else float(TEMPERATURES[0])


def save(folder: Path, kind: str, model: Model) -> None:
    """Keep a model in the place of an earlier one; whoever reads meanwhile has either whole."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"{kind}-{uuid4().hex}"
    names = {"weights": f"{stem}.npy", "known": f"{stem}-known.npy"}
    np.save(folder / names["weights"], model.weights, allow_pickle=False)
    np.save(folder / names["known"], model.known, allow_pickle=False)
    said = {**names, "categories": model.categories, "temperature": model.temperature}
    fresh = folder / f"{stem}.json"
    fresh.write_text(json.dumps(said), encoding="utf-8")
    fresh.replace(folder / f"{kind}.json")
    for old in folder.glob(f"{kind}-*.npy"):
        if old.name not in names.values():
            old.unlink(missing_ok=True)


def load(folder: Path, kind: str) -> Model | None:
    """Return the model of a kind, mapped once a process, or ``None`` where none was learned or it can't be read."""
    path = folder / f"{kind}.json"
    try:
        return _load(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=64)
def _load(path: Path, _changed_at: int) -> Model:
    said = json.loads(path.read_text(encoding="utf-8"))
    weights, known = (_mapped(path.parent / Path(said[part]).name) for part in ("weights", "known"))
    if weights.shape != (len(said["categories"]), BUCKETS) or known.ndim != 1 or known.dtype != np.uint64:
        raise ValueError("A file is of another shape.")
    return Model(tuple(said["categories"]), weights, known, float(said["temperature"]))


def _mapped(path: Path) -> NDArray[Any]:
    mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped
