"""The smallest changes that would make contradictions agree: a digit, two swapped, another count, another number.

A change is tried on every claim that its number stands in. Changes that only go together are looked for by the cheapest
first, over all claims that share numbers, until nothing contradicts any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count

from sanling.processes.figures.verifying.claims import BETWEEN, Claim, Key, Said, Share, Sort
from sanling.processes.figures.verifying.edits import COSTS, How, edits, how_far
from sanling.processes.figures.verifying.printed import Printed, Span

# Of one contradiction so many are told; so many sets of changes are looked through for what mends all together.
_TOLD = 6
_LOOKED_THROUGH = 150
# So many claims are judged anew for one bulletin, in a second or two; what is left then is told without what mends it.
MOST_JUDGED = 40_000
# What is left to mend costs no less than the smallest change, but for one that mends several.
_EACH_LEFT = 9
# Of a number so many with one digit changed are tried further, the nearest first.
_NEAREST = 3
_TOGETHER = 3


@dataclass(frozen=True)
class Repair:
    """A number becomes another, or a share is taken of another count; ``room`` is where it may lie."""

    key: Key
    before: Printed
    after: Printed
    how: How
    room: Span | None = None
    of: str = ""
    claim: str = ""

    @property
    def cost(self) -> int:
        """Return how large a change it is."""
        return COSTS[self.how]

    @property
    def moves(self) -> Fraction:
        """Return by which part the number changes."""
        return abs(self.after.value - self.before.value) / max(abs(self.before.value), Fraction(1))


@dataclass(frozen=True)
class Found:
    """A change that mends a contradiction: how many it mends in all, and which claims would contradict then."""

    repair: Repair
    mends: int
    breaks: tuple[Claim, ...] = ()


@dataclass
class Budget:
    """How many claims may still be judged anew."""

    left: int = MOST_JUDGED


class Tied:
    """Claims that share numbers, and what is said of these; knows which contradict, and which would after changes."""

    def __init__(self, claims: Sequence[Claim], said: Said, budget: Budget) -> None:
        """Judge each claim once."""
        self.claims, self.said, self.budget = claims, said, budget
        self.failing = [claim for claim in claims if not claim.judge(said).agrees]
        self.contradicted = frozenset(self.failing)
        self._by_key: dict[Key, list[Claim]] = defaultdict(list)
        for claim in claims:
            for key in claim.keys:
                self._by_key[key].append(claim)

    def touched(self, repair: Repair) -> list[Claim]:
        """Return the claims that a change may make agree, or contradict."""
        if not repair.of:
            return self._by_key[repair.key]
        return [claim for claim in self._by_key[repair.key] if claim.name == repair.claim]

    def after(self, made: Iterable[Repair]) -> tuple[dict[Key, Printed], list[Claim]]:
        """Return what is said after changes, and which claims contradict then; those that are not touched stay so."""
        now, others = dict(self.said), {}
        touched: dict[Claim, None] = {}
        for repair in made:
            touched |= dict.fromkeys(self.touched(repair))
            if repair.of:
                others[repair.claim] = repair
            else:
                now[repair.key] = repair.after
        self.budget.left -= len(touched)
        failing = [claim for claim in self.failing if claim not in touched]
        for claim in touched:
            other = others.get(claim.name) if isinstance(claim, Share) else None
            changed = _after(claim, other) if other else claim
            if not changed.judge(now).agrees:
                failing.append(changed)
        return now, failing


def repairs(claim: Claim, tied: Tied) -> list[Found]:
    """Return what would make a claim agree by one change, best first: it breaks nothing, mends most, is smallest."""
    found = []
    for repair in _candidates(claim, tied.failing, tied.said):
        if tied.budget.left <= 0:
            break
        found.append(_tried(repair, tied))
    # Of several ways to the same number the smallest is told.
    told: dict[tuple[Key, str, str], Found] = {}
    for way in sorted(found, key=_order):
        told.setdefault((way.repair.key, str(way.repair.after), way.repair.of), way)
    return list(told.values())[:_TOLD]


def together(tied: Tied) -> list[tuple[Repair, ...]]:
    """Return the smallest sets of changes after which none of the claims contradicts, the smallest first."""
    ticket = count()
    waiting: list[tuple[int, int, tuple[Repair, ...]]] = [(0, next(ticket), ())]
    seen: set[frozenset[tuple[Key, str, str]]] = set()
    done: list[tuple[Repair, ...]] = []
    for _look in range(_LOOKED_THROUGH):
        if not waiting or len(done) == _TOGETHER or tied.budget.left <= 0:
            break
        _rank, _ticket, made = heappop(waiting)
        now, failing = tied.after(made)
        if not failing:
            done.append(made)
            continue
        changed = {repair.key for repair in made}
        for repair in _candidates(failing[0], failing, now):
            more = (*made, repair)
            mark = frozenset((step.key, str(step.after), step.of) for step in more)
            if repair.key not in changed and mark not in seen:
                seen.add(mark)
                rank = sum(step.cost for step in more) + _EACH_LEFT * len(tied.after(more)[1])
                heappush(waiting, (rank, next(ticket), more))
    return sorted(done, key=lambda made: sum(repair.cost for repair in made))


def connected(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims in heaps that share no number."""
    heaps: list[tuple[set[Key], list[Claim]]] = []
    for claim in claims:
        keys, members = set(claim.keys), [claim]
        apart = []
        for other_keys, others in heaps:
            if keys.isdisjoint(other_keys):
                apart.append((other_keys, others))
            else:
                keys |= other_keys
                members = others + members
        heaps = [*apart, (keys, members)]
    return [members for _keys, members in heaps]


def _order(found: Found) -> tuple[int, int, int, Fraction]:
    return (len(found.breaks), -found.mends, found.repair.cost, found.repair.moves)


def _tried(repair: Repair, tied: Tied) -> Found:
    _now, failing = tied.after((repair,))
    broken = tuple(
        claim for claim in failing if claim not in tied.contradicted and claim.name != repair.claim
    )
    return Found(repair, mends=len(tied.failing) - (len(failing) - len(broken)), breaks=broken)


def _after(claim: Claim, repair: Repair) -> Claim:
    return _of_another(claim, repair) if repair.of and isinstance(claim, Share) else claim


def _of_another(share: Share, repair: Repair) -> Share:
    if repair.key.name == share.above:
        return replace(share, above=repair.of)
    return replace(share, below=repair.of)


def _candidates(claim: Claim, failing: Sequence[Claim], said: Said) -> Iterator[Repair]:
    """Yield changes of one number by which a claim agrees; of one that others need too, where all can have it."""
    for key in claim.keys:
        own = claim.room_for(key, said)
        if own is None:
            continue
        shared: Span | None = own
        for other in failing:
            if key in other.keys and shared is not None:
                room = other.room_for(key, said)
                shared = None if room is None else shared & room
        for room in dict.fromkeys(filter(None, (shared, own))):
            at_its_word = claim.nominal(key, said)
            middle = (
                at_its_word if at_its_word and room.holds(at_its_word) else _middle(room, said[key].value)
            )
            yield from _into(key, said[key], room, middle)
    if isinstance(claim, Share):
        yield from _other_counts(claim, said)


def _into(key: Key, printed: Printed, room: Span, middle: Fraction) -> Iterator[Repair]:
    """Yield the changes of a number that bring it into a span, of which the middle is the last resort."""
    near = [
        (how, after)
        for how, digits in edits(printed.digits)
        if room.holds((after := printed.having(digits)).value)
    ]
    near.sort(key=lambda change: abs(change[1].value - printed.value))
    for how in (How.SWAPPED, How.DIGIT, How.MISSING, How.EXTRA):
        for _how, after in [change for change in near if change[0] is how][:_NEAREST]:
            yield Repair(key, printed, after, how)
    anew = printed.nearest(middle)
    if anew.digits != printed.digits and _fits(anew, room):
        yield Repair(key, printed, anew, how_far(printed.digits, anew.digits), room)


def _fits(printed: Printed, room: Span) -> bool:
    """Tell whether a number that is printed anew says what lies in a span: a share that is rounded, or the number."""
    return room.holds(printed.value) or (printed.share and printed.usual().meets(room))


def _middle(room: Span, now: Fraction) -> Fraction:
    """Return the middle of a span; of one without an end, its other end."""
    if room.low is None or room.high is None:
        return room.low if room.low is not None else room.high if room.high is not None else now
    if not room.low_in or not room.high_in or room.low == room.high:
        return (room.low + room.high) / 2
    return min((room.low, room.high), key=lambda end: abs(end - now))


def _other_counts(share: Share, said: Said) -> Iterator[Repair]:
    """Yield other counts that are printed, in a table on the same line, of which a share is what it says."""
    line = share.name.partition(BETWEEN)
    for place, key in (("below", share.keys[1]), ("above", share.keys[0])):
        room = share.room_for(key, said)
        for other, printed in said.items():
            if other.sort is not Sort.COUNT or other.name in (share.above, share.below) or room is None:
                continue
            if line[1] and not other.name.startswith(f"{line[0]}{BETWEEN}"):
                continue
            whole = printed.value if place == "below" else said[share.keys[1]].value
            part = said[share.keys[0]].value if place == "below" else printed.value
            if room.meets(printed.usual()) and part <= whole:
                yield Repair(key, said[key], printed, How.OTHER_COUNT, of=other.name, claim=share.name)
