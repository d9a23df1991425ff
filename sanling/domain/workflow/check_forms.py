"""The checks of what an action asks for and says: fields, limits, and the text that a resident reads."""

from collections.abc import Iterator

from sanling.domain.workflow.finding import Finding, Known, Loc
from sanling.domain.workflow.schema import Action, Definition, FieldType, FormField, Relation, Verb
from sanling.foundation.calendar import Allowance

RESERVED = frozenset({"reason", "files", "version", "action", "key"})
_PICKED = {FieldType.UNIT, FieldType.UNITS, FieldType.POST}
_MOVING = (Verb.EXTEND, Verb.DECIDE_EXTENSION)
_NEEDED = {
    Verb.ASSIGN: (FieldType.POST,),
    Verb.ROUTE: (FieldType.UNIT,),
    Verb.JOIN_IN: (FieldType.UNITS,),
    Verb.EXTEND: (FieldType.ALLOWANCE,),
    Verb.RATE: (FieldType.RATING,),
    Verb.CLASSIFY: (FieldType.CATEGORY, FieldType.DIVISION),
    Verb.MERGE: (FieldType.TEXT,),
}


def forms(definition: Definition, known: Known) -> Iterator[Finding]:
    """Check every action's form, and that what the resident hears of has words."""
    for index, action in enumerate(definition.actions):
        loc: Loc = ("actions", index)
        yield from _action(action, loc)
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
    if action.by(Relation.PARTY) and action.audience != "party":
        yield Finding((*loc, "audience"), "What the resident does, the resident sees.", ("party",))
    if (action.within is None) != (action.since is None):
        yield Finding((*loc, "within"), "`within` and `since` go together.")
    if action.renewed_by and action.limit is None:
        yield Finding((*loc, "renewed_by"), "There is no `limit` to renew.")
    if (action.verb in _MOVING) != bool(action.moves):
        yield Finding((*loc, "moves"), "An extension, and nothing else, names the clocks that it moves.")
    needed = _NEEDED.get(action.verb, ())
    given = {field.type for field in action.fields if field.required}
    if needed and given.isdisjoint(needed) and not action.by(Relation.SYSTEM):
        asked = " or a ".join(needed)
        yield Finding(
            (*loc, "fields"), f"To {action.verb} one must be asked for a {asked}, required.", needed
        )


def _field(field: FormField, loc: Loc, known: Known) -> Iterator[Finding]:
    if (field.type is FieldType.CHOICE) != bool(field.options):
        yield Finding((*loc, "options"), "A choice, and nothing else, has options.")
    codes = [option.code for option in field.options]
    if len(set(codes)) < len(codes):
        yield Finding((*loc, "options"), "Two options have the same code.")
    if (field.type in _PICKED) != (field.select is not None):
        allowed = ("below", "above", "departments", "any") if field.type in _PICKED else ()
        yield Finding(
            (*loc, "select"), "Units and posts, and nothing else, are selected from somewhere.", allowed
        )
    if field.roles and field.type is not FieldType.POST:
        yield Finding((*loc, "roles"), "Only posts are narrowed to roles.")
    for place, role in enumerate(field.roles):
        if role not in known.roles:
            yield Finding((*loc, "roles", place), f"The profile has no role {role!r}.", tuple(known.roles))
    if field.most is not None and field.type is not _bounded_by(field.most):
        yield Finding((*loc, "most"), '`most` bounds a number, or an allowance such as "30 d".')


def _bounded_by(most: Allowance | int) -> FieldType:
    return FieldType.NUMBER if isinstance(most, int) else FieldType.ALLOWANCE
