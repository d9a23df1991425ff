"""What a party may do on a matter, as forms made from the workflow's own fields."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.verbs.add import Add
from sanling.domain.matters.verbs.escalate import Escalate
from sanling.domain.matters.verbs.rate import Rate
from sanling.domain.matters.verbs.reopen import Reopen
from sanling.domain.matters.verbs.withdraw import Withdraw
from sanling.domain.workflow.field_types import Box, field_type
from sanling.domain.workflow.schema import Action, FormField
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField
from sanling.interfaces.portal.matters.forms import RatingField, pictures_field

# Acts that take pictures along.
WITH_PICTURES = frozenset({Add.code, Reopen.code, Escalate.code})
# Boxes that a resident can fill in; an act that requires another is not for this page.
BOXES: Mapping[Box, Callable[[FormField, dict[str, Any]], forms.Field]] = {
    Box.LINE: lambda field, usual: PlainText(max_length=field.max_length, **usual),
    Box.LINES: lambda field, usual: PlainText(lines=4, max_length=field.max_length, **usual),
    Box.OPTIONS: lambda field, usual: OneOf(
        choices=[(option.code, str(option.name)) for option in field.options],
        widget=forms.RadioSelect,
        **usual,
    ),
    Box.STARS: lambda field, usual: RatingField(choices=_words(field), **usual),
    Box.TICK: lambda _field, usual: forms.BooleanField(**usual),
    Box.DAY: lambda _field, usual: DayField(**usual),
    Box.NUMBER: lambda _field, usual: WholeField(min_value=0, **usual),
}


def _is_plain(field: FormField) -> bool:
    kind = field_type(field.type)
    return kind.box in BOXES and (kind.box is not Box.OPTIONS or kind.has_options)


def offered(actions: Iterable[Action]) -> list[Action]:
    """Return the actions that a resident's page can offer, what is waited for first."""
    fit = [
        action for action in actions if all(_is_plain(field) or not field.required for field in action.fields)
    ]
    return sorted(fit, key=lambda action: ("primary", "normal", "danger").index(action.style))


def spent_words(spent: Iterable[tuple[Action, int]]) -> list[str]:
    """Return what a resident reads of actions that left the page because they were done so often."""
    known = {action.code: most for action, most in spent}
    return [
        _("“%(action)s” was done %(count)d times, which is as often as this page takes it.")
        % {"action": action.name, "count": known[action.code]}
        for action in offered(action for action, _most in spent)
    ]


class ActForm(forms.Form):
    """The fields of one action."""

    use_required_attribute = False

    def __init__(
        self,
        action: Action,
        values: Mapping[str, str] | None = None,
        *,
        most_pictures: int,
        judge: bool = False,
    ) -> None:
        """Make one field for each of the action's own; begin with what was typed."""
        super().__init__(data=values if judge else None, initial=None if judge else dict(values or {}))
        for field in fields_of(action):
            if _is_plain(field):
                self.fields[field.code] = _field(field)
        if most_pictures and (action.verb in WITH_PICTURES or action.evidence):
            self.fields["pictures"] = pictures_field(most=most_pictures)

    def filled(self) -> dict[str, Any]:
        """Return what was filled in, for the action; blanks are left out."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "pictures"}
        return {name: value for name, value in values.items() if value not in (None, "", False)}


def _field(field: FormField) -> forms.Field:
    usual: dict[str, Any] = {
        "required": field.required,
        "label": str(field.name),
        "help_text": str(field.help or ""),
    }
    return BOXES[field_type(field.type).box](field, usual)


def _words(field: FormField) -> list[tuple[str, str]]:
    """Return the five steps of a rating in words: content for the result, speed for a step."""
    if field.code == "result":
        words = [
            pgettext("rating", "Very good"),
            pgettext("rating", "Good"),
            pgettext("rating", "Fair"),
            pgettext("rating", "Poor"),
            pgettext("rating", "Very poor"),
        ]
    else:
        words = [
            pgettext("rating", "Very quick"),
            pgettext("rating", "Quick"),
            pgettext("rating", "As expected"),
            pgettext("rating", "Slow"),
            pgettext("rating", "Very slow"),
        ]
    return [(str(5 - at), f"{5 - at} {word}") for at, word in enumerate(words)]


def sent_text(action: Action) -> str:
    """Return what a resident reads after the act."""
    if action.verb == Rate.code:
        return _("Thank you for your rating.")
    if action.verb == Withdraw.code:
        return _("Your report is withdrawn.")
    return _("It was sent. Whoever handles the matter will see it.")
