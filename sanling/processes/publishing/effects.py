"""What becomes of open matters under another version of their workflow, counted, whether it is shown or done."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sanling.domain.matters.actions.migrate import BATCH, Migrated, keys_of_open
from sanling.domain.matters.migrating import Move, Versions
from sanling.domain.workflow.models import Definition
from sanling.foundation import clock

Counts = dict[str, Any]


class _Turn(NamedTuple):
    """What becomes of one clock of matters in a state: it "becomes" longer or shorter, "ends" or "begins"."""

    state: str
    what: str
    clock: str
    within: str


def counted(versions: Versions, of: Definition, become: Callable[[Sequence[int]], Migrated]) -> Counts:
    """Return what becomes of the open matters that have a version, as plain data; ``become`` takes some at a time."""
    now, keys = clock.now(), keys_of_open(of)
    states: Counter[str] = Counter()
    turns: Counter[_Turn] = Counter()
    late: Counter[_Turn] = Counter()
    staying: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(keys), BATCH):
        found = become(keys[start : start + BATCH])
        for _matter, move in found.moves:
            states[move.state.code] += 1
            for turn, is_late in _turns(move, now):
                turns[turn] += 1
                late[turn] += is_late
        staying.update((matter.state, _why(versions, matter.state)) for matter, _reason in found.staying)
    return {
        "from": of.version,
        "moves": states.total(),
        "late": late.total(),
        "states": [
            {
                "name": versions.new.state(code).name.model_dump(),
                "count": count,
                "clocks": [
                    _clock(versions, turn, times, late[turn])
                    for turn, times in sorted(turns.items())
                    if turn.state == code
                ],
            }
            for code, count in sorted(states.items())
        ],
        "staying": [
            {"name": versions.old.state(code).name.model_dump(), "why": why, "count": count}
            for (code, why), count in sorted(staying.items())
        ],
    }


def _turns(move: Move, now: datetime) -> Iterator[tuple[_Turn, bool]]:
    state = move.state.code
    for kept in move.kept:
        if kept.moves:
            yield _Turn(state, "becomes", kept.rule.code, str(kept.rule.within)), kept.is_late(now)
    for dropped in move.dropped:
        yield _Turn(state, "ends", dropped.code, ""), False
    for rule in (*move.of_stage, *move.of_matter):
        yield _Turn(state, "begins", rule.code, str(rule.within)), False


def _clock(versions: Versions, turn: _Turn, count: int, late: int) -> Counts:
    definition = versions.old if turn.what == "ends" else versions.new
    name = definition.clock(turn.clock).name.model_dump()
    return {"what": turn.what, "name": name, "within": turn.within, "count": count, "late": late}


def _why(versions: Versions, state: str) -> str:
    """Return "state" where the new version has none of the name, "other" where what was done doesn't fit."""
    there = {known.code for known in versions.new.states}
    return "other" if versions.states.get(state, state) in there else "state"
