"""What can follow what in a definition: reachable states, ways to an end, and where a clock may or must run."""

from collections.abc import Iterable

from sanling.domain.workflow.schema import Action, ClockRule, Workflow
from sanling.domain.workflow.verbs import verb_of


def moves(definition: Workflow) -> list[tuple[str, Action, str]]:
    """Return every step as (from, action, to); an action that stays has the same state on both sides."""
    states = {state.code for state in definition.states}
    return [
        (source, action, action.to or source)
        for action in definition.actions
        for source in action.sources
        if source in states and (action.to or source) in states
    ]


def reachable(definition: Workflow) -> set[str]:
    """Return the states that a matter can come to from the initial one."""
    return _closure({definition.initial}, [(source, to) for source, _action, to in moves(definition)])


def ending(definition: Workflow) -> set[str]:
    """Return the states from which an end can be reached."""
    ends = {state.code for state in definition.states if state.end}
    return _closure(ends, [(to, source) for source, _action, to in moves(definition)])


def may_run(definition: Workflow, rule: ClockRule) -> set[str]:
    """Return the states in which a clock that spans stages can be running."""
    running = {action.to or source for source, action, _to in moves(definition) if action.code in rule.starts}
    running |= {definition.initial for action in _registering(definition) if action.code in rule.starts}
    through = [
        (source, to)
        for source, action, to in moves(definition)
        if not rule.is_ended_by(action.code) and not (action.to and definition.state(to).settles)
    ]
    return _closure(running, through)


def must_run(definition: Workflow) -> dict[str, set[str]]:
    """Return, for each reachable state, the clocks spanning stages that run whichever way a matter came there."""
    steps = moves(definition)
    registered = {
        rule.code
        for action in _registering(definition)
        for rule in definition.clocks
        if action.code in rule.starts
    }
    running: dict[str, set[str]] = {definition.initial: registered}
    changed = True
    while changed:
        changed = False
        for source, action, to in steps:
            if source not in running:
                continue
            after = _after(definition, action, running[source])
            before = running.get(to)
            now = after if before is None else before & after
            if now != before:
                running[to], changed = now, True
    return running


def _after(definition: Workflow, action: Action, running: set[str]) -> set[str]:
    stopped = {rule.code for rule in definition.clocks if rule.is_ended_by(action.code)}
    started = {rule.code for rule in definition.clocks if action.code in rule.starts}
    if action.to and definition.state(action.to).settles:
        return started
    return (running - stopped) | started


def _registering(definition: Workflow) -> Iterable[Action]:
    return (action for action in definition.actions if verb_of(action.verb).registers)


def _closure(start: set[str], arrows: list[tuple[str, str]]) -> set[str]:
    found, fresh = set(start), set(start)
    while fresh:
        fresh = {to for source, to in arrows if source in fresh} - found
        found |= fresh
    return found
