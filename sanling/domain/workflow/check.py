"""The checks that a definition must pass before it is published, beyond what its types say."""

from collections.abc import Iterable, Iterator

from sanling.domain.workflow import check_clocks, check_forms, graph
from sanling.domain.workflow.conditions import guards
from sanling.domain.workflow.finding import Finding, Known, Loc
from sanling.domain.workflow.schema import Action, ActorRelation, State, Who, Workflow
from sanling.domain.workflow.verbs import Way, verb_of, verbs

__all__ = ["Finding", "Known", "check"]


def check(definition: Workflow, known: Known) -> list[Finding]:
    """Return everything wrong with a definition; an empty list means that it may be published.

    References are checked first: while one leads nowhere, what follows from the whole is not looked at.
    """
    dangling = [*_references(definition, known), *check_clocks.references(definition, known)]
    if dangling:
        return dangling
    return [
        *_shape(definition),
        *_owners(definition, known),
        *_actors(definition, known),
        *check_clocks.timers(definition),
        *check_forms.forms(definition, known),
    ]


def _references(definition: Workflow, known: Known) -> Iterator[Finding]:
    """Check that every name stands for something."""
    states = [state.code for state in definition.states]
    yield from _one(("initial",), definition.initial, states, "There is no state {!r}.")
    yield from _one(("kind",), definition.kind, known.kinds, "The profile has no matter kind {!r}.")
    follows = known.kinds.get(definition.kind, definition.code)
    if follows != definition.code:
        yield Finding(("kind",), f"Matters of the kind {definition.kind!r} follow the workflow {follows!r}.")
    for index, state in enumerate(definition.states):
        loc: Loc = ("states", index)
        if state.step is not None:
            yield from _one((*loc, "step"), state.step, known.steps, "The profile has no rated step {!r}.")
        if state.outcome is not None:
            yield from _one(
                (*loc, "outcome"), state.outcome, known.outcomes, "The profile has no outcome {!r}."
            )
        yield from _each((*loc, "owner"), state.owner, known.roles, "The profile has no role {!r}.")
        yield from _each(
            (*loc, "asks"), state.asks, _of_party(definition, state), "The party can't do {!r} here."
        )
    codes = [action.code for action in definition.actions]
    for index, action in enumerate(definition.actions):
        loc = ("actions", index)
        yield from _each((*loc, "from"), action.sources, states, "There is no state {!r}.")
        if action.to is not None:
            yield from _one((*loc, "to"), action.to, states, "There is no state {!r}.")
        yield from _one((*loc, "verb"), action.verb, verbs(), "Nothing performs the verb {!r}.")
        yield from _each((*loc, "renewed_by"), action.renewed_by, codes, "There is no action {!r}.")
        yield from _each((*loc, "apart_from"), action.apart_from, codes, "There is no action {!r}.")
        yield from _each((*loc, "guards"), action.guards, guards(), "No guard {!r} is registered.")


def _of_party(definition: Workflow, state: State) -> list[str]:
    here = (action for action in definition.actions if state.code in action.sources)
    return [action.code for action in here if action.by(ActorRelation.PARTY)]


def _one(loc: Loc, value: str, names: Iterable[str], message: str) -> Iterator[Finding]:
    allowed = tuple(names)
    if value not in allowed:
        yield Finding(loc, message.format(str(value)), allowed)


def _each(loc: Loc, values: Iterable[str], names: Iterable[str], message: str) -> Iterator[Finding]:
    for index, value in enumerate(values):
        yield from _one((*loc, index), value, names, message)


def _shape(definition: Workflow) -> Iterator[Finding]:
    """Check that there is one way in, that every state can be come to, and that an end can be come to from each."""
    registering = sum(verb_of(action.verb).registers for action in definition.actions)
    if registering != 1:
        yield Finding(("actions",), f"One action registers a matter, not {registering}.")
    reachable, ending = graph.reachable(definition), graph.ending(definition)
    for index, state in enumerate(definition.states):
        if state.code not in reachable:
            yield Finding(("states", index), "No matter can ever come to this state.")
        if state.code not in ending:
            yield Finding(("states", index), "No end can be reached from this state.")
        if (state.follows and not (state.unassigned and state.paused)) or (state.follows and state.clocks):
            yield Finding(
                ("states", index), "What follows is unassigned and paused, and no clock runs in it."
            )
        if state.end and (state.owner or state.clocks):
            yield Finding(("states", index), "An end has neither owner nor clocks.")
    for index, action in enumerate(definition.actions):
        yield from _way(definition, action, ("actions", index))


def _way(definition: Workflow, action: Action, loc: Loc) -> Iterator[Finding]:
    """Check where one action leads."""
    if verb_of(action.verb).registers:
        if action.sources or action.to not in {None, definition.initial}:
            yield Finding(loc, "Registering leads from nowhere to the initial state.")
        return
    if not action.sources:
        yield Finding(
            (*loc, "from"), "The action starts from no state.", tuple(s.code for s in definition.states)
        )
    target = definition.state(action.to) if action.to is not None else None
    for index, code in enumerate(action.sources):
        source = definition.state(code)
        if source.end and not verb_of(action.verb).at_an_end:
            allowed = tuple(sorted(code for code, verb in verbs().items() if verb.at_an_end))
            yield Finding(
                (*loc, "from", index), f"At an end nothing can be done by {action.verb!s}.", allowed
            )
        if target is not None:
            yield from _step(source, action, target, (*loc, "to"))


def _step(source: State, action: Action, target: State, loc: Loc) -> Iterator[Finding]:
    """Check one step: nobody's matter becomes somebody's only by assigning, and pauses begin and end as such."""
    way = verb_of(action.verb).way
    works_on = not target.unassigned and not target.settles
    if source.unassigned and works_on and way is not Way.CHARGING:
        yield Finding(loc, f"From {source.code!r}, where nobody is assigned, only assigning leads here.")
    if way is Way.CHARGING and target.unassigned:
        yield Finding(loc, "Assigning leads to a state in which somebody is assigned.")
    if target.follows != (way is Way.MERGING or (way is Way.FOLLOWING and source.end)):
        yield Finding(
            loc, "Merging, and following again, lead to a state that follows, and nothing else does."
        )
    if target.paused and not target.follows and not source.paused and way is not Way.PAUSING:
        yield Finding(loc, "Only pausing leads to a paused state.")
    if way is Way.PAUSING and not target.paused:
        yield Finding(loc, "Pausing leads to a paused state.")
    if way is Way.RESUMING and (target.paused or not source.paused):
        yield Finding(loc, "Resuming leads from a paused state to one that is not.")


def _owners(definition: Workflow, known: Known) -> Iterator[Finding]:
    """Check that no stage is without an owner, and that every owner can do something in it."""
    for index, state in enumerate(definition.states):
        if state.end:
            continue
        if not state.owner:
            yield Finding(("states", index, "owner"), "Nobody must act in this state.", tuple(known.roles))
        here = [action for action in definition.actions if state.code in action.sources]
        for place, role in enumerate(state.owner):
            if not any(can(action, role, assigned=not state.unassigned) for action in here):
                yield Finding(("states", index, "owner", place), f"{role!r} can do nothing in this state.")


def can(action: Action, role: str, *, assigned: bool) -> bool:
    """Tell whether a role may do an action at the holding unit, or as the assignee where there is one."""
    relations = {ActorRelation.HOLDER, ActorRelation.ASSIGNEE} if assigned else {ActorRelation.HOLDER}
    return any(who.relation in relations and ("*" in who.roles or role in who.roles) for who in action.who)


def _actors(definition: Workflow, known: Known) -> Iterator[Finding]:
    """Check that the roles and levels of every `who` exist, and meet."""
    for index, action in enumerate(definition.actions):
        for place, who in enumerate(action.who):
            yield from _actor(who, ("actions", index, "who", place), known)


def _actor(who: Who, loc: Loc, known: Known) -> Iterator[Finding]:
    if who.relation in {ActorRelation.PARTY, ActorRelation.SYSTEM}:
        if who.roles != ("*",) or who.levels is not None:
            yield Finding(loc, f"The {who.relation} has neither role nor level.")
        return
    if not who.roles:
        yield Finding((*loc, "roles"), "No role is named.", ("*", *known.roles))
    levels = set(who.levels or known.levels)
    for place, level in enumerate(who.levels or ()):
        yield from _one((*loc, "levels", place), level, known.levels, "There is no level {!r}.")
    for place, role in enumerate(who.roles):
        if role != "*" and role not in known.roles:
            yield Finding((*loc, "roles", place), f"The profile has no role {role!r}.", ("*", *known.roles))
        elif role != "*" and not levels & known.roles[role]:
            yield Finding(
                (*loc, "roles", place), f"There is no {role!r} at these levels.", tuple(known.roles[role])
            )
