"""Reads of published definitions; a published row never changes, so its parsed form is kept."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet, Subquery

from sanling.domain.workflow import schema
from sanling.domain.workflow.models import Definition
from sanling.foundation.database.prepared import Prepared


def current(*, city: str, code: str) -> Definition:
    """Return the version that new matters of a city are registered under; raises Definition.DoesNotExist."""
    found = _current.first(city=city, code=code)
    if found is None:
        raise Definition.DoesNotExist(code)
    return found


@Prepared
def _current(city: str, code: str) -> QuerySet[Definition]:
    return Definition.objects.defer("body").filter(city=city, code=code, retired_at=None)


def all_current(city: str) -> list[Definition]:
    """Return a city's current definitions, by code."""
    return list(Definition.objects.filter(city=city, retired_at=None).order_by("code"))


def versions(*, city: str, code: str) -> list[Definition]:
    """Return every version of a definition, the newest first."""
    return list(Definition.objects.filter(city=city, code=code).order_by("-version"))


@lru_cache(maxsize=512)
def definition_of(pk: int) -> schema.Workflow:
    """Return a published definition as typed data, with no query after the first time; raises DoesNotExist."""
    body = Definition.objects.get(pk=pk).body
    # Said by versions of before, and never read: a kind of matter has its categories.
    body.pop("category_set", None)
    _say_what_is_asked(body)
    return schema.Workflow.model_validate(body)


def _say_what_is_asked(body: dict[str, Any]) -> None:
    """Say `State.asks` in versions of before, whose words alone told it."""
    verbs = {"评价": "rate", "重新办理": "reopen"}
    for state in body["states"]:
        words = state.get("next", {}).get("zh", "")
        meant = {verb for word, verb in verbs.items() if word in words and "outcome" in state}
        if meant and "asks" not in state:
            state["asks"] = [
                action["code"]
                for action in body["actions"]
                if action["verb"] in meant and state["code"] in action.get("from", ()) and _is_partys(action)
            ]


def _is_partys(action: dict[str, Any]) -> bool:
    return any(who["relation"] == "party" for who in action.get("who", ()))


def definitions_of(pks: Iterable[int]) -> dict[int, schema.Workflow]:
    """Return several definitions by their keys."""
    return {pk: definition_of(pk) for pk in set(pks)}


@lru_cache(maxsize=512)
def reading_of(pk: int) -> schema.Workflow:
    """Return a published definition to read entries by, which also knows what only its earlier versions knew.

    A matter that was moved to it has entries of acts, fields, options and clocks of theirs. Nothing is done by it.
    """
    found = definition_of(pk)
    own = Definition.objects.filter(pk=pk)
    earlier = Definition.objects.filter(
        city__in=own.values("city"), code=found.code, version__lt=Subquery(own.values("version"))
    )
    for older in earlier.order_by("-version").values_list("pk", flat=True):
        found = _with(found, definition_of(older))
    return found


def _with(definition: schema.Workflow, older: schema.Workflow) -> schema.Workflow:
    """Return a definition with the states, acts and clocks of an older one that it lacks, unchecked."""
    known = {action.code: action for action in older.actions}
    actions = [
        action.model_copy(update={"fields": _fields(action, known[action.code])})
        if action.code in known
        else action
        for action in definition.actions
    ]
    clocks = {rule.code for rule in definition.all_clocks}
    states = {state.code for state in definition.states}
    return schema.Workflow.model_construct(
        **{name: getattr(definition, name) for name in schema.Workflow.model_fields}
        | {
            "states": (*definition.states, *(state for state in older.states if state.code not in states)),
            "actions": (*actions, *_missing(known, definition)),
            "clocks": (*definition.clocks, *(rule for rule in older.all_clocks if rule.code not in clocks)),
        }
    )


def _missing(known: dict[str, schema.Action], definition: schema.Workflow) -> list[schema.Action]:
    there = {action.code for action in definition.actions}
    return [action.model_copy(update={"clocks": ()}) for code, action in known.items() if code not in there]


def _fields(action: schema.Action, older: schema.Action) -> tuple[schema.FormField, ...]:
    before = {field.code: field for field in older.fields}
    fields = []
    for field in action.fields:
        options = {option.code for option in field.options}
        gone = before.pop(field.code, field).options
        fields.append(
            field.model_copy(
                update={
                    "options": (*field.options, *(option for option in gone if option.code not in options))
                }
            )
        )
    return (*fields, *before.values())
