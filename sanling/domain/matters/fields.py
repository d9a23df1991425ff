"""An action's form: its fields, each of a type that reads what was sent."""

from collections.abc import Hashable, Mapping, MutableMapping
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.workflow.field_types import Asked, Wrong, field_type
from sanling.domain.workflow.schema import Action, FormField
from sanling.foundation.labels import Label

REASON = FormField(
    code="reason",
    type="long_text",
    name=Label(zh="理由", en="Reason"),
    required=True,
    max_length=2000,
)


def clean(
    action: Action,
    values: Mapping[str, Any],
    matter: Matter,
    known_before: MutableMapping[Hashable, Any] | None = None,
) -> dict[str, Any]:
    """Return the action's fields, clean; raises `Invalid` with a message beside each wrong or unknown field.

    What ``known_before`` holds of other matters is not read again.
    """
    before = {} if known_before is None else known_before
    cleaned: dict[str, Any] = {}
    errors: dict[str, str] = {}
    known = {field.code: field for field in fields_of(action)}
    for name in values.keys() - known.keys():
        errors[name] = _("This action has no such field.")
    for name, field in known.items():
        raw = values.get(name)
        if raw in (None, "", []):
            if field.required:
                errors[name] = _("Please fill this in.")
            continue
        try:
            cleaned[name] = _read(field, raw, matter, before)
        except Wrong as wrong:
            errors[name] = str(wrong)
    if errors:
        raise Invalid(errors)
    return cleaned


def _read(field: FormField, raw: Any, matter: Matter, before: MutableMapping[Hashable, Any]) -> Any:
    kind, asked = field_type(field.type), Asked(matter, field)
    depends = kind.depends_on(asked)
    if depends is None:
        return kind.read(raw, asked)
    key = (field, repr(raw), depends)
    if key not in before:
        try:
            before[key] = kind.read(raw, asked)
        except Wrong as wrong:
            before[key] = wrong
    if isinstance(before[key], Wrong):
        raise before[key]
    return before[key]


def fields_of(action: Action) -> tuple[FormField, ...]:
    """Return an action's fields, the reason included when it asks for one."""
    return (REASON, *action.fields) if action.reason else action.fields
