"""The checks of a definition's clocks: who is told, what the system does, and that somebody can always stop them."""

from collections.abc import Iterator

from sanling.domain.workflow import graph
from sanling.domain.workflow.finding import Finding, Known, Loc
from sanling.domain.workflow.schema import Action, ActorRelation, ClockRule, State, Workflow
from sanling.domain.workflow.verbs import verb_of, verbs
from sanling.foundation.calendar import Allowance, TimeUnit

TARGETS = ("assignee", "party", "holder:ROLE", "above:ROLE", "county:ROLE", "city:ROLE")
_WORKING = {
    ActorRelation.HOLDER,
    ActorRelation.ASSIGNEE,
    ActorRelation.JOINT,
    ActorRelation.SYSTEM,
    ActorRelation.ABOVE,
}
# Roughly, and only to compare a warning with its deadline.
_MINUTES = {
    TimeUnit.MINUTE: 1,
    TimeUnit.HOUR: 60,
    TimeUnit.WORKING_HOUR: 60,
    TimeUnit.WORKING_DAY: 480,
    TimeUnit.DAY: 1440,
}


def written(definition: Workflow) -> Iterator[tuple[Loc, ClockRule]]:
    """Yield every clock with its place."""
    for index, rule in enumerate(definition.clocks):
        yield ("clocks", index), rule
    sections: dict[str, tuple[State | Action, ...]] = {
        "states": definition.states,
        "actions": definition.actions,
    }
    for section, holders in sections.items():
        for index, holder in enumerate(holders):
            for place, rule in enumerate(holder.clocks):
                yield (section, index, "clocks", place), rule


def references(definition: Workflow, known: Known) -> Iterator[Finding]:
    """Check that the actions, clocks and targets that clocks and actions name exist."""
    actions = tuple(action.code for action in definition.actions)
    for loc, rule in written(definition):
        for place, code in _named_actions(rule):
            if code not in actions:
                yield Finding((*loc, *place), f"There is no action {code!r}.", actions)
        for place, target in _named_targets(rule):
            yield from _target(target, (*loc, *place), known)
    clocks = tuple(rule.code for rule in definition.clocks)
    for number, action in enumerate(definition.actions):
        for index, target in enumerate(action.notify):
            yield from _target(target, ("actions", number, "notify", index), known)
        for index, code in enumerate(action.moves):
            if code not in clocks:
                yield Finding(
                    ("actions", number, "moves", index), f"No clock of the matter is {code!r}.", clocks
                )


def _named_actions(rule: ClockRule) -> Iterator[tuple[Loc, str]]:
    for key, codes in (("starts", rule.starts), ("stops", rule.stops), ("drops", rule.drops)):
        for index, code in enumerate(codes):
            yield (key, index), code
    if rule.on_overdue.act is not None:
        yield ("on_overdue", "act"), rule.on_overdue.act


def _named_targets(rule: ClockRule) -> Iterator[tuple[Loc, str]]:
    for key, tell in (("on_warn", rule.on_warn), ("on_overdue", rule.on_overdue)):
        for index, target in enumerate(tell.notify):
            yield (key, "notify", index), target
    if rule.on_overdue.hand_to is not None:
        yield ("on_overdue", "hand_to"), rule.on_overdue.hand_to


def _target(target: str, loc: Loc, known: Known) -> Iterator[Finding]:
    where, _colon, role = target.partition(":")
    if target in {"assignee", "party"}:
        return
    if where not in {"holder", "above", "county", "city"} or not role:
        yield Finding(loc, f"{target!r} is nobody.", TARGETS)
    elif role not in known.roles:
        yield Finding(loc, f"The profile has no role {role!r}.", tuple(known.roles))
    elif where in {"county", "city"} and where not in known.roles[role]:
        there = tuple(code for code, levels in known.roles.items() if where in levels)
        yield Finding(loc, f"There is no {role!r} at the {where}.", there)


def timers(definition: Workflow) -> Iterator[Finding]:
    """Check that unassigned stages are timed, and that every timer has an action that its owner can take."""
    running = graph.must_run(definition)
    for index, state in enumerate(definition.states):
        if state.unassigned and not state.follows and not state.clocks and not running.get(state.code):
            yield Finding(("states", index), "Nobody is assigned in this state, and no clock runs in it.")
        for place, rule in enumerate(state.clocks):
            loc: Loc = ("states", index, "clocks", place)
            yield from _of_stage(definition, state, rule, loc)
            yield from _act(definition, rule, {state.code}, loc)
    for index, rule in enumerate(definition.clocks):
        yield from _of_matter(definition, rule, ("clocks", index))
    for index, action in enumerate(definition.actions):
        for place, rule in enumerate(action.clocks):
            yield from _of_assignment(definition, action, rule, ("actions", index, "clocks", place))
    for loc, rule in written(definition):
        if rule.warn is not None and _roughly(rule.warn) >= _roughly(rule.within):
            yield Finding((*loc, "warn"), f"The warning comes before the {rule.within} have begun.")
    yield from _idle_system_acts(definition)


def _roughly(allowance: Allowance) -> int:
    return allowance.amount * _MINUTES[allowance.unit]


def _of_stage(definition: Workflow, state: State, rule: ClockRule, loc: Loc) -> Iterator[Finding]:
    if rule.starts:
        yield Finding((*loc, "starts"), "A stage's clock starts with the stage.")
    stopping = [
        action
        for action in definition.actions
        if state.code in action.sources and (action.to is not None or rule.is_ended_by(action.code))
    ]
    if not any(_is_work(action) for action in stopping):
        yield Finding(loc, "Nobody at the holding unit, nor the system, can do what stops this clock.")


def _is_work(action: Action) -> bool:
    return any(who.relation in _WORKING for who in action.who)


def _of_matter(definition: Workflow, rule: ClockRule, loc: Loc) -> Iterator[Finding]:
    actions = tuple(action.code for action in definition.actions)
    if not rule.starts:
        yield Finding((*loc, "starts"), "Nothing starts this clock.", actions)
        return
    states = graph.may_run(definition, rule)
    stuck = states - _stoppable(definition, rule, states)
    for code in sorted(stuck):
        yield Finding(
            loc, f"In state {code!r} this clock runs, and nobody can come to what stops it.", actions
        )
    # Clocks are held in a state that follows.
    yield from _act(definition, rule, {code for code in states if not definition.state(code).follows}, loc)


def _stoppable(definition: Workflow, rule: ClockRule, states: set[str]) -> set[str]:
    """Return those of the states from which work alone leads to what stops a clock."""
    found: set[str] = set()
    steps = [step for step in graph.moves(definition) if _is_work(step[1]) and step[0] in states]
    while True:
        more = {
            source
            for source, action, to in steps
            if rule.is_ended_by(action.code) or (action.to and definition.state(to).settles) or to in found
        }
        if more <= found:
            return found
        found |= more


def _of_assignment(definition: Workflow, action: Action, rule: ClockRule, loc: Loc) -> Iterator[Finding]:
    by = verb_of(action.verb).assigns_to
    if by is None:
        assigning = tuple(code for code, verb in verbs().items() if verb.assigns_to)
        yield Finding(loc, "The action makes no assignment.", assigning)
        return
    if not any(definition.action(code).by(by) for code in rule.stops):
        doers = tuple(action.code for action in definition.actions if action.by(by))
        yield Finding((*loc, "stops"), f"The {by} can do nothing that stops this clock.", doers)
    yield from _act(definition, rule, {action.to or code for code in action.sources}, loc)


def _act(definition: Workflow, rule: ClockRule, states: set[str], loc: Loc) -> Iterator[Finding]:
    """Check that the system may do what a clock has it do, wherever the clock can run out."""
    code, to = rule.on_overdue.act, rule.on_overdue.hand_to
    place = (*loc, "on_overdue", "act")
    if code is None:
        if to is not None:
            handing = tuple(action.code for action in definition.actions if verb_of(action.verb).handed)
            yield Finding(place, "To hand a matter on, the system needs an action.", handing)
        return
    action = definition.action(code)
    if not action.by(ActorRelation.SYSTEM):
        doers = tuple(other.code for other in definition.actions if other.by(ActorRelation.SYSTEM))
        yield Finding(place, f"The system may not do {code!r}.", doers)
    for state in sorted(states - set(action.sources)):
        yield Finding(place, f"{code!r} is not legal in state {state!r}, where this clock can run out.")
    yield from _form(action, to, place)


def _form(action: Action, to: str | None, place: Loc) -> Iterator[Finding]:
    """Check that the system can fill in the form of what it does: whom to hand to is all that a clock says."""
    verb = verb_of(action.verb)
    if (verb.handed is not None) != (to is not None):
        handing = tuple(code for code, other in verbs().items() if other.handed)
        yield Finding(
            place, "`hand_to` goes with an action that takes whom to hand to, and only with one.", handing
        )
    given = {verb.handed} if to is not None else set()
    if given and not any(field.type in given for field in action.fields):
        yield Finding(place, f"{action.code!r} has no field for whom it is handed to.")
    asked = {field.type for field in action.fields if field.required} | set(verb.asks.values())
    if action.reason or action.evidence or asked - given or (verb.needs and given.isdisjoint(verb.needs)):
        yield Finding(place, f"The system can't fill in the form of {action.code!r}.")


def _idle_system_acts(definition: Workflow) -> Iterator[Finding]:
    done = {rule.on_overdue.act for rule in definition.all_clocks}
    for index, action in enumerate(definition.actions):
        alone = all(who.relation is ActorRelation.SYSTEM for who in action.who)
        verb = verb_of(action.verb)
        if alone and action.code not in done and not (verb.follows or verb.computed):
            yield Finding(("actions", index), "Only the system may do this, and no clock has it done.")
