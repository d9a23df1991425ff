"""A bulletin is judged: what contradicts, what agrees only by a remark, and the smallest changes that would mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanling.processes.figures.verifying.bulletin import Bulletin
from sanling.processes.figures.verifying.claims import Claim, Share, Sort, Verdict, Within
from sanling.processes.figures.verifying.days import DayFound, judge_days
from sanling.processes.figures.verifying.repairs import (
    Budget,
    Found,
    Repair,
    Tied,
    connected,
    repairs,
    together,
)

# More contradictions than this in claims that share numbers are mended one by one; of still more only the first.
_MOST_TOGETHER = 12
_MOST_MENDED = 60


@dataclass(frozen=True)
class Judged:
    """A claim, what was found of it, and what would make it agree, the smallest first."""

    claim: Claim
    verdict: Verdict
    repairs: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What was found of a bulletin; ``together`` are sets of changes, each of which mends all that share numbers."""

    bulletin: Bulletin
    claims: tuple[Judged, ...]
    days: tuple[DayFound, ...]
    together: tuple[Sequence[tuple[Repair, ...]], ...]

    @property
    def contradictions(self) -> tuple[Judged, ...]:
        """Return the claims that contradict."""
        return tuple(found for found in self.claims if not found.verdict.agrees)

    @property
    def remarks(self) -> tuple[Judged, ...]:
        """Return the claims that agree only by what is to be told of them."""
        return tuple(found for found in self.claims if found.verdict.remarkable)

    @property
    def told(self) -> tuple[Judged, ...]:
        """Return what is told of the claims; that a part is smaller goes without saying."""
        return tuple(
            found
            for found in self.claims
            if not found.verdict.agrees or found.verdict.remarkable or not _goes_without_saying(found.claim)
        )

    @property
    def agrees(self) -> bool:
        """Tell whether nothing contradicts."""
        return not self.contradictions and not self.days


def _goes_without_saying(claim: Claim) -> bool:
    return isinstance(claim, Within) and claim.part.sort is Sort.COUNT


def judge(bulletin: Bulletin, *, today: date) -> Judgement:
    """Judge all that a bulletin claims; no day of it may lie after ``today`` that it is as of."""
    said = bulletin.said
    judged, sets, budget = [], [], Budget()
    for heap in connected(bulletin.claims):
        tied = Tied(heap, said, budget)
        # What mends a rate tells what is wrong with a part of it that is larger than the whole.
        rates = {claim.name for claim in tied.failing if isinstance(claim, Share)}
        mended = {
            claim
            for claim in tied.failing[:_MOST_MENDED]
            if not (_goes_without_saying(claim) and claim.name in rates)
        }
        judged += [
            Judged(claim, claim.judge(said), tuple(repairs(claim, tied)) if claim in mended else ())
            for claim in heap
        ]
        if 1 < len(tied.failing) <= _MOST_TOGETHER:
            sets.append(together(tied))
    order = {claim: number for number, claim in enumerate(bulletin.claims)}
    judged.sort(key=lambda found: order[found.claim])
    days = tuple(judge_days(bulletin.days, bulletin.orders, not_after={"as_of": today}))
    return Judgement(bulletin, tuple(judged), days, tuple(filter(None, sets)))
