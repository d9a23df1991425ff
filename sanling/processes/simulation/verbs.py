"""What each verb does to an invented matter: the same as its file in `matters/actions` does in the database.

A verb returns what is to be done once the entry is there, with the entry's place, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.actions.rate import RESULT
from sanling.domain.matters.models import Relation
from sanling.domain.workflow.schema import Action, FieldType, Verb
from sanling.foundation.calendar import Allowance
from sanling.processes.simulation.records import SimAssignment, SimChange, SimClock, SimPause

if TYPE_CHECKING:
    from sanling.processes.simulation.history import History, Step

Afterwards = Callable[[int], None]


def field_of(action: Action, kind: FieldType) -> str:
    """Return the code of an action's field of a type; raises LookupError when it has none."""
    for one in action.fields:
        if one.type is kind:
            return one.code
    raise LookupError(f"{action.code} has no field of the type {kind}.")


def _note(_history: History, _step: Step) -> None:
    """Leave it at the entry."""


def _route(history: History, step: Step) -> None:
    step.params["from_unit"] = history.unit
    history.hold(step.fields[field_of(step.action, FieldType.UNIT)], step.at, step.action.code)


def _escalate(history: History, step: Step) -> None:
    above = history.town.offices[history.unit].parent
    if above is None:
        raise LookupError("There is no level above this one.")
    step.params.update(unit=above, from_unit=history.unit)
    history.hold(above, step.at, step.action.code)


def _return(history: History, step: Step) -> None:
    if history.assignee is not None:
        step.params["post"] = history.assignee.id
        history.release(step.at, step.action.code)
        return
    before = history.came_from()
    if before is None:
        raise LookupError("This matter came from no other unit.")
    step.params.update(unit=before, from_unit=history.unit)
    history.hold(before, step.at, step.action.code)


def _assign(history: History, step: Step) -> None:
    post = history.town.posts[step.fields[field_of(step.action, FieldType.POST)]]
    history.release(step.at, step.action.code)
    history.assignee = post
    history.assignments.append(SimAssignment(post.unit, post.id, step.at))
    history.participants[post.unit] = None


def _sign_for(history: History, step: Step) -> None:
    for one in history.assignments:
        if one.ended_at is None and not one.joint:
            one.signed_at = step.at


def _join_in(history: History, step: Step) -> None:
    for unit in step.fields[field_of(step.action, FieldType.UNITS)]:
        history.participants[unit] = None
        if not history.joints(unit):
            history.assignments.append(SimAssignment(unit, None, step.at))
            history.start(step.action.clocks, step.at, assignment=len(history.assignments) - 1)


def _stop_joint(history: History, step: Step, place: int, codes: frozenset[str] | None = None) -> None:
    for clock in history.running():
        if clock.assignment == place and (codes is None or clock.rule.code in codes):
            clock.stop(step.at, history.course.met[step.action.code])


def _report_in(history: History, step: Step) -> None:
    reporting = history.course.stopping[step.action.code]
    for place, one in history.joints(step.worker.unit if step.worker else None):
        one.signed_at = step.at
        _stop_joint(history, step, place, reporting)


def _finish_joint(history: History, step: Step) -> None:
    for place, one in history.joints(step.worker.unit if step.worker else None):
        one.ended_at, one.ended_how = step.at, ENDED_WITH_MATTER
        _stop_joint(history, step, place)


def _extend(history: History, step: Step) -> None:
    movable = [one for one in history.running() if one.rule.code in step.action.moves]
    clock = max(movable, key=lambda one: one.due_at)
    step.params.update(extension="asked", clock=clock.place)


def _decide_extension(history: History, step: Step) -> Afterwards | None:
    asked = history.asked_extension()
    granted = step.fields["granted"] == "yes"
    step.params["extension"] = "granted" if granted else "denied"
    if asked is None or not granted:
        return None
    clock, by = history.clocks[asked.params["clock"]], asked.params["by"]
    step.params.update(clock=clock.place, by=by)

    def move(entry: int) -> None:
        clock.allowance = Allowance(clock.allowance.amount + by, clock.allowance.unit)
        history.move(clock, entry)
        if clock.late_at is not None and clock.due_at > step.at:
            clock.late_at = None

    return move


def _pause(history: History, step: Step) -> Afterwards:
    held = [one for one in history.running() if one.stage is None and one.counts]

    return lambda entry: _hold(held, step, entry)


def _hold(held: Iterable[SimClock], step: Step, entry: int) -> None:
    for clock in held:
        clock.paused_at = step.at
        clock.pauses.append(SimPause(step.at))
        clock.changes.append(SimChange(entry, clock.due_at, None))


def _resume(history: History, step: Step) -> Afterwards:
    held = [one for one in history.running() if one.paused_at is not None]

    def go_on(entry: int) -> None:
        for clock in held:
            clock.pauses[-1].ended_at = step.at
            clock.paused_at = None
            history.move(clock, entry)

    return go_on


def _add(history: History, step: Step) -> None:
    if step.action.audience == "party":
        history.added = [value for value in step.fields.values() if isinstance(value, str)]


def _resolve(history: History, step: Step) -> None:
    history.resolved_at = step.at
    _end_joints(history, step)


def _end_joints(history: History, step: Step) -> None:
    for place, one in history.joints():
        one.ended_at, one.ended_how = step.at, ENDED_WITH_MATTER
        _stop_joint(history, step, place)


def _reopen(history: History, _step: Step) -> None:
    history.resolved_at = None


def _classify(history: History, step: Step) -> None:
    step.params["before"] = {"category": history.category}
    history.category = step.fields["category"]


def _rate(history: History, step: Step) -> Afterwards:
    rated = {one.code for one in step.action.fields if one.type is FieldType.RATING} - {RESULT}
    steps = {code: value for code, value in step.fields.items() if code in rated}

    def keep(entry: int) -> None:
        history.ratings.append((entry, step.fields[RESULT], steps, step.fields.get("comment", "")))

    return keep


def _relate(history: History, step: Step) -> Afterwards:
    def tie(entry: int) -> None:
        history.relations.append((entry, step.fields["relation"]))

    return tie


def _merge(history: History, step: Step) -> Afterwards:
    _end_joints(history, step)
    held = [one for one in history.running() if one.stage is None and one.paused_at is None]

    def hold(entry: int) -> None:
        history.relations.append((entry, Relation.Kind.MERGED_INTO))
        _hold(held, step, entry)

    return hold


def _split(history: History, step: Step) -> Afterwards:
    history.relations = [one for one in history.relations if one[1] != Relation.Kind.MERGED_INTO]
    history.resolved_at = None
    held = [one for one in history.running() if one.paused_at is not None]

    def go_on(entry: int) -> None:
        for clock in held:
            pause = clock.pauses[-1]
            pause.ended_at = pause.begun_at if clock.rule.counts_merged else step.at
            clock.paused_at = None
            history.move(clock, entry)

    return go_on


def _follow(history: History, step: Step) -> None:
    history.outcome = history.leader.outcome if history.leader else ""
    history.resolved_at = step.at


VERBS: dict[Verb, Callable[[History, Step], Afterwards | None]] = {
    Verb.ACCEPT: _note,
    Verb.REFUSE: _note,
    Verb.HANDLE: _note,
    Verb.SUPERVISE: _note,
    Verb.REVISIT: _note,
    Verb.WITHDRAW: _note,
    Verb.ARCHIVE: _note,
    Verb.ROUTE: _route,
    Verb.ESCALATE: _escalate,
    Verb.RETURN: _return,
    Verb.ASSIGN: _assign,
    Verb.SIGN_FOR: _sign_for,
    Verb.JOIN_IN: _join_in,
    Verb.REPORT_IN: _report_in,
    Verb.FINISH_JOINT: _finish_joint,
    Verb.EXTEND: _extend,
    Verb.DECIDE_EXTENSION: _decide_extension,
    Verb.PAUSE: _pause,
    Verb.RESUME: _resume,
    Verb.ADD: _add,
    Verb.RESOLVE: _resolve,
    Verb.RATE: _rate,
    Verb.REOPEN: _reopen,
    Verb.RELATE: _relate,
    Verb.CLASSIFY: _classify,
    Verb.MERGE: _merge,
    Verb.SPLIT: _split,
    Verb.FOLLOW: _follow,
}
