"""One form for an act on many matters: what it asks for, and what of it goes into the form of each matter's own act.

Posts and units are asked for once, however the definitions call their fields; all else goes by the field's code.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import seen_of
from sanling.domain.matters.allowing import facts_of
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.fields import clean, fields_of
from sanling.domain.matters.in_turn import charge
from sanling.domain.matters.list_acts import list_acts
from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import Situations, StoredSituation
from sanling.domain.matters.standing import acts_on
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.field_types import Box, field_type
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of, definitions_of
from sanling.domain.workflow.rules import refusal
from sanling.domain.workflow.schema import Action, ActorRelation, FormField, Option, Workflow
from sanling.domain.workflow.verbs import charging_after, verbs_over_lists
from sanling.foundation import clock
from sanling.foundation.labels import Label
from sanling.foundation.profile.registry import profile_for

POST = "post"
# By which name a list's form asks which act is meant, where a verb means more than one.
WHICH = "action"
SAY_WHICH = gettext_lazy("There are several ways of doing this. Please say which.")
ONE_OF_STAFF = frozenset(ActorRelation) - {ActorRelation.PARTY, ActorRelation.SYSTEM}


def acts_over_lists() -> Mapping[str, StrPromise]:
    """Return what may be done to a whole list, by code, with what it is called there: verbs first, then rooms' acts."""
    verbs = {code: verb.over_lists for code, verb in verbs_over_lists().items() if verb.over_lists}
    return {**verbs, **{code: found.label for code, found in list_acts().items()}}


def actions_meant(verb: str, definitions: Iterable[Workflow]) -> list[Action]:
    """Return the actions that a verb may mean to somebody of the staff who does it to a list."""
    return [
        action
        for definition in definitions
        for action in definition.actions
        if action.verb == verb and not action.evidence and any(map(action.by, ONE_OF_STAFF))
    ]


def alternatives(verb: str, definition: Workflow, state: str = "") -> list[Action]:
    """Return the actions that a verb may mean at the same stage, at a state if one is given, for somebody to choose.

    Where each has guards of its own, what is so of the matter tells them apart: nobody has to.
    """
    meant = [action for action in actions_meant(verb, [definition]) if not state or state in action.sources]
    return [
        action
        for action in meant
        if any(
            other is not action
            and other.guards == action.guards
            and not set(other.sources).isdisjoint(action.sources)
            for other in meant
        )
    ]


def way_in_list(
    verb: str, definition: Workflow, state: str, said: Mapping[str, Any]
) -> tuple[str, str] | Invalid:
    """Return the action or else the verb of what is wished for one matter of a list.

    Or return that the form doesn't say which of several acts it is.
    """
    codes = {action.code for action in alternatives(verb, definition, state)}
    if not codes:
        return "", verb
    return (_which(said), "") if _which(said) in codes else Invalid({WHICH: str(SAY_WHICH)})


def key_in_list(field: FormField) -> str:
    """Return by which name the form of a list asks for a field."""
    kind = field_type(field.type)
    return kind.names if kind.box is Box.ROW else field.code


def asked_over(verb: str, definitions: Iterable[Workflow]) -> dict[str, FormField]:
    """Return what the form of a list asks for, by name; required is what any of the acts requires."""
    if verb in list_acts():
        return {field.code: field for field in list_acts()[verb].asks}
    meant = list(definitions)
    asked = _asking_which(verb, meant)
    for action in actions_meant(verb, meant):
        for field in fields_of(action):
            name = key_in_list(field)
            known = asked.get(name, field)
            asked[name] = known.model_copy(update={"required": known.required or field.required})
    return asked


def _asking_which(verb: str, definitions: Iterable[Workflow]) -> dict[str, FormField]:
    """Return the field that asks which of several acts is meant, where some definition leaves it open."""
    options = {
        action.code: Option(code=action.code, name=action.name)
        for definition in definitions
        for action in alternatives(verb, definition)
    }
    name = Label(zh="按哪一种办理", en="Which act")
    field = FormField(code=WHICH, type="choice", name=name, required=True, options=tuple(options.values()))
    return {WHICH: field} if options else {}


def form_of(action: Action, said: Mapping[str, Any], post: int | None) -> dict[str, Any]:
    """Return the form of one matter's act: what the list's form says by the names of its own fields.

    What it has no field for stays in it, for `clean` to refuse: nothing that was said is left out in silence.
    """
    names = {key_in_list(field): field.code for field in fields_of(action)}
    form = {names.get(name, name): value for name, value in said.items() if name != WHICH}
    return form if post is None else form | charge(action, str(post))


def refuse_form(verb: str, said: Mapping[str, Any], post: int | None, matters: Iterable[Matter]) -> None:
    """Raise `Invalid` where a list's form is wrong for every one of some matters, one a definition, by itself.

    Which unit or post a matter may go to is judged when its turn comes.
    """
    if verb in list_acts():
        list_acts()[verb].check(said, post)
        return
    definitions = [(matter, definition_of(matter.definition_id)) for matter in matters]
    _refuse_which(verb, said, [definition for _matter, definition in definitions])
    errors: dict[str, str] = {}
    for matter, definition in definitions:
        ways = {action.code for action in alternatives(verb, definition)}
        for action in actions_meant(verb, [definition]):
            wrong = _errors(action, said, post, matter)
            if action.code in ways and _which(said) != action.code:
                wrong[WHICH] = str(SAY_WHICH)
            if not wrong:
                return
            errors = errors or wrong
    if errors:
        raise Invalid(errors)


def _refuse_which(verb: str, said: Mapping[str, Any], definitions: Iterable[Workflow]) -> None:
    """Raise `Invalid` where the form names an act that is none of those left open."""
    ways = {action.code for definition in definitions for action in alternatives(verb, definition)}
    if WHICH in said and _which(said) not in ways:
        raise Invalid({WHICH: str(SAY_WHICH) if ways else _("This action has no such field.")})


def _which(said: Mapping[str, Any]) -> str:
    which = said.get(WHICH)
    return which if isinstance(which, str) else ""


def _errors(action: Action, said: Mapping[str, Any], post: int | None, matter: Matter) -> dict[str, str]:
    """Return what is wrong with the form of an act, by the names of the list's form."""
    form = form_of(action, said, post)
    errors: dict[str, str] = {}
    if post is not None and not charge(action, str(post)) and charging_after(action.verb) is None:
        errors[POST] = _("This action has no such field.")
    try:
        clean(action, form, matter)
    except Invalid as invalid:
        fields = {field.code: field for field in fields_of(action)}
        for code, text in invalid.errors.items():
            field = fields.get(code)
            if field is None or not field_type(field.type).names or not form.get(code):
                errors[key_in_list(field) if field else code] = text
    return errors


def verbs_open(actor: Viewer, matters: Sequence[Matter]) -> dict[int, frozenset[str]]:
    """Return what an actor may do over lists with each of some matters now, with their units joined.

    The number of statements does not grow with the matters; those that are out of sight are left out.
    """
    seen = seen_of(actor, [matter.pk for matter in matters])
    situations, now = Situations(matters, seen), clock.now()
    open_to = {
        matter.pk: _open_to(actor, situations.of(matter), now) for matter in matters if matter.pk in seen
    }
    acted_on = [
        matter.pk for matter in matters if matter.pk in seen and acts_on(actor, situations.of(matter))
    ]
    for code, found in list_acts().items():
        for pk in found.able(acted_on) if found.able and acted_on else acted_on:
            open_to[pk] |= {code}
    return open_to


def _open_to(actor: Viewer, situation: StoredSituation, now: datetime) -> frozenset[str]:
    state = situation.matter.state
    candidates = [
        action
        for action in definition_of(situation.matter.definition_id).actions
        if state in action.sources and action.verb in verbs_over_lists() and not action.evidence
    ]
    every = facts_of(actor, situation, candidates) if candidates else []
    return frozenset(
        action.verb for action in candidates if any(refusal(action, facts, now) is None for facts in every)
    )


def verbs_ever(viewer: Viewer, family: str) -> frozenset[str]:
    """Return which verbs over lists a viewer may ever do to matters of a family, by its city's workflows: one query."""
    codes = {kind.workflow for kind in profile_for(viewer.city).part("matters").kinds_of(family)}
    current = Definition.objects.filter(city=viewer.city, code__in=codes, retired_at=None).values_list(
        "pk", flat=True
    )
    roles = {reach.role.code for reach in viewer.reaches} | {"*"}
    workflows = definitions_of(current).values()
    verbs = {
        action.verb
        for verb in verbs_over_lists()
        for action in actions_meant(verb, workflows)
        if _of_roles(action, roles)
    }
    acts = any(_of_roles(action, roles) for workflow in workflows for action in workflow.actions)
    # With what is on other pages there may be nothing to do: that is offered where a row shows that there is.
    always = {code for code, found in list_acts().items() if found.able is None}
    return frozenset(verbs | (always if acts else set()))


def _of_roles(action: Action, roles: Set[str]) -> bool:
    """Tell whether an action is for staff of one of some roles, wherever they stand."""
    return any(not roles.isdisjoint(who.roles) for who in action.who if who.relation in ONE_OF_STAFF)
