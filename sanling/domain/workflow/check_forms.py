"""The checks of what an action asks for and says: fields, limits, and the text that a resident reads."""

from collections.abc import Iterator

from sanling.domain.workflow.field_types import field_type, field_types
from sanling.domain.workflow.finding import Finding, Known, Loc
from sanling.domain.workflow.schema import Action, ActorRelation, FormField, Workflow
from sanling.domain.workflow.verbs import verb_of
from sanling.foundation.calendar import Allowance

RESERVED = frozenset({"reason", "files", "version", "action", "key"})


def forms(definition: Workflow, known: Known) -> Iterator[Finding]:
    """Check every action's form, and that what the resident hears of has words."""
    for index, action in enumerate(definition.actions):
        loc: Loc = ("actions", index)
        yield from _action(action, loc)
        yield from _asked(definition, action, loc)
        codes = [field.code for field in action.fields]
        for place, field in enumerate(action.fields):
            below: Loc = (*loc, "fields", place)
            if field.code in codes[:place] or field.code in RESERVED:
                yield Finding((*below, "code"), f"The name {field.code!r} is taken.")
            yield from _field(field, below, known)
            yield from _proposals(field, below, {state.code for state in definition.states})


def _proposals(field: FormField, loc: Loc, states: set[str]) -> Iterator[Finding]:
    for place, option in enumerate(field.options):
        for name in ("earlier_in", "earlier_through"):
            for code in sorted({*getattr(option, name)} - states):
                found = f"There is no state {code!r}."
                yield Finding((*loc, "options", place, name), found, tuple(sorted(states)))


def _action(action: Action, loc: Loc) -> Iterator[Finding]:
    if action.audience == "party" and action.public is None:
        yield Finding((*loc, "public"), "The resident hears of this, but there are no words for it.")
    if action.by(ActorRelation.PARTY) and action.audience != "party":
        yield Finding((*loc, "audience"), "What the resident does, the resident sees.", ("party",))
    if (action.within is None) != (action.since is None):
        yield Finding((*loc, "within"), "`within` and `since` go together.")
    if action.renewed_by and action.limit is None:
        yield Finding((*loc, "renewed_by"), "There is no `limit` to renew.")
    if verb_of(action.verb).moves_clocks != bool(action.moves):
        yield Finding((*loc, "moves"), "An extension, and nothing else, names the clocks that it moves.")


def _asked(definition: Workflow, action: Action, loc: Loc) -> Iterator[Finding]:
    """Check that a form asks for what its verb needs, and offers no option that the verb can't tell apart."""
    verb, place = verb_of(action.verb), (*loc, "fields")
    required = {field.code: field for field in action.fields if field.required}
    alone = all(who.relation is ActorRelation.SYSTEM for who in action.who)
    if verb.needs and {field.type for field in required.values()}.isdisjoint(verb.needs) and not alone:
        asked = " or a ".join(verb.needs)
        yield Finding(place, f"To {action.verb} one must be asked for a {asked}, required.", verb.needs)
    for code, kind in verb.asks.items():
        if code not in required or required[code].type != kind:
            yield Finding(place, f"To {action.verb} one must be asked for {code!r}, a required {kind}.")
    for index, field in enumerate(action.fields):
        known = verb.options.get(field.code)
        strange = {option.code for option in field.options} - known if known else ()
        for code in sorted(strange):
            yield Finding(
                (*place, index, "options"), f"{action.verb!r} knows no {code!r}.", tuple(sorted(known or ()))
            )
        if isinstance(field.most, Allowance):
            started = (
                [rule.code for rule in definition.starting(action.code)] if field.code == verb.gives else []
            )
            for counted in (*action.moves, *started):
                unit = definition.clock(counted).within.unit
                if unit is not field.most.unit:
                    yield Finding((*place, index, "most"), f"The clock {counted!r} counts in {unit.value!r}.")


def _field(field: FormField, loc: Loc, known: Known) -> Iterator[Finding]:
    if field.type not in field_types():
        yield Finding((*loc, "type"), f"No field holds {field.type!r}.", tuple(field_types()))
        return
    kind = field_type(field.type)
    if kind.has_options != bool(field.options):
        yield Finding((*loc, "options"), "A choice, and nothing else, has options.")
    codes = [option.code for option in field.options]
    if len(set(codes)) < len(codes):
        yield Finding((*loc, "options"), "Two options have the same code.")
    if kind.is_selected != (field.select is not None):
        allowed = ("below", "above", "departments", "any") if kind.is_selected else ()
        yield Finding(
            (*loc, "select"), "Units and posts, and nothing else, are selected from somewhere.", allowed
        )
    if field.roles and kind.names != "post":
        yield Finding((*loc, "roles"), "Only posts are narrowed to roles.")
    for place, role in enumerate(field.roles):
        if role not in known.roles:
            yield Finding((*loc, "roles", place), f"The profile has no role {role!r}.", tuple(known.roles))
    if kind.is_bounded and field.most is None:
        yield Finding((*loc, "most"), "Which days or hours are given, and how many at most?")
    if field.most is not None and not (kind.bound and isinstance(field.most, kind.bound)):
        yield Finding((*loc, "most"), '`most` bounds a number, or an allowance such as "30 d".')
