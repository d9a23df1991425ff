"""What a ledger is narrowed to, told in the words of its filters."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.matters.ledger_form import LedgerForm, each_choice
from sanling.interfaces.desk.picks import PickField


def narrowed_to(viewer: Viewer, criteria: Criteria) -> list[tuple[str, str]]:
    """Return what criteria ask for, by the labels of the ledger's filters and the names of what is chosen in them.

    What the city has no more is told by its code; of a person that is sought, nothing.
    """
    form = LedgerForm(viewer, QueryDict(f"family={criteria.family}"))
    asked = criteria.model_dump(mode="json", exclude_defaults=True)
    asked |= asked.pop("of_rooms", {})
    of_family = [] if form.of_family == REPORTED else [(_("Ledger"), form.families[form.of_family])]
    told = [
        (str(field.label), _name_of(field, asked[code]))
        for code, field in form.fields.items()
        if code in asked and not isinstance(field.widget, forms.HiddenInput)
    ]
    return of_family + told


def _name_of(field: forms.Field, value: Any) -> str:
    sent = str(int(value)) if isinstance(value, bool) else str(value)
    if isinstance(field, PickField):
        chosen = field.picks.of_key(sent)
        return chosen.label if chosen else sent
    if isinstance(field, forms.ChoiceField):
        return str(dict(each_choice(field.choices)).get(sent, sent))
    return sent
