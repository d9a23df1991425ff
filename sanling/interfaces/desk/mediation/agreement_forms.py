"""The forms by which an agreement is drawn up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.change_terms import LONGEST_CLAUSE, LONGEST_FACTS, MOST_CLAUSES
from sanling.domain.mediation.agreements import bodies_for, sides_of, templates_for
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.naming import FORMS, side_name
from sanling.domain.mediation.terms import Clause, Sort, Terms
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.money import MoneyField
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField

# Blank clauses that a form has below those that are there.
MORE = 2
SORTS = [
    (Sort.STATES.value, gettext_lazy("nothing to perform")),
    (Sort.PAYS.value, gettext_lazy("pays")),
    (Sort.DOES.value, gettext_lazy("does or leaves something")),
]


class DrawUpForm(forms.Form):
    """At which body, in which form, and with which clauses to begin."""

    body = OneOf(label=gettext_lazy("Mediation body"))
    form = OneOf(label=gettext_lazy("Form"))
    template = OneOf(required=False, label=gettext_lazy("Begin with"))

    def __init__(self, matter: Matter, data: Any = None) -> None:
        """Offer the bodies of the dispute, what their kinds have, and the templates that fit."""
        super().__init__(data, auto_id="draw_%s")
        bodies = bodies_for(matter)
        part = part_of(matter.division_id[:4])
        kinds = [kind for body in bodies if (kind := part.kind(body.kind))]
        forms_there = dict.fromkeys(form for kind in kinds for form in kind.agreements)
        offered: dict[str, list[Any]] = {
            "body": [(str(body.pk), body.label) for body in bodies],
            "form": sorted(
                ((form.value, str(FORMS[form])) for form in forms_there),
                key=lambda form: form[0] != "written",
            ),
            "template": [
                *((template.code, str(template.name)) for template in templates_for(matter)),
                ("", gettext_lazy("an empty text")),
            ],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                # Nothing chosen is a choice, too, but the last.
                field.choices, field.initial = choices, choices[0][0] if choices else ""


class ClauseForm(forms.Form):
    """A clause; without words it is left out."""

    text = PlainText(required=False, lines=2, max_length=LONGEST_CLAUSE, label=gettext_lazy("Clause"))
    sort = OneOf(required=False, choices=SORTS, label=gettext_lazy("What it lays on a side"))
    by = OneOf(required=False, label=gettext_lazy("Who owes it"))
    to = OneOf(required=False, label=gettext_lazy("To whom"))
    amount = MoneyField(required=False, label=gettext_lazy("Amount (yuan)"))
    due_on = DayField(gettext_lazy("By which day"))

    def __init__(self, *args: Any, sides: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        """Offer the sides of the dispute."""
        super().__init__(*args, **options)
        for name in ("by", "to"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *sides]

    @property
    def clause(self) -> Clause | None:
        """Return the clause, if it has words."""
        said = self.cleaned_data
        if not said.get("text"):
            return None
        sort = Sort(said["sort"] or Sort.STATES)
        if sort is Sort.STATES:
            return Clause(said["text"])
        return Clause(
            text=said["text"],
            sort=sort,
            by=int(said["by"]) if said["by"] else None,
            to=int(said["to"]) if said["to"] else None,
            amount=said["amount"] if sort is Sort.PAYS else None,
            due_on=said["due_on"],
        )


Clauses = forms.formset_factory(ClauseForm, extra=0, max_num=MOST_CLAUSES, absolute_max=MOST_CLAUSES)


class FactsForm(forms.Form):
    """What the dispute is about, and which version of the text was read."""

    version = WholeField(widget=forms.HiddenInput)
    facts = PlainText(
        required=False, lines=4, max_length=LONGEST_FACTS, label=gettext_lazy("Facts and what is in dispute")
    )


class TermsForm:
    """The whole text: the facts, and clause beside clause."""

    def __init__(self, matter: Matter, terms: Terms, version: int, data: Any = None) -> None:
        """Show what is there, with blank clauses below."""
        sides = [(str(side.nth), side_name(side)) for side in sides_of(matter.pk)]
        initial = [{**vars(clause), "sort": clause.sort.value} for clause in terms.clauses]
        initial += [{} for _nth in range(min(MORE, MOST_CLAUSES - len(initial)))]
        facts = {"version": version, "facts": terms.facts}
        self.facts = FactsForm(data, auto_id="terms_%s", initial=facts)
        self.clauses = Clauses(
            data, prefix="clause", initial=initial if data is None else None, form_kwargs={"sides": sides}
        )

    def is_valid(self) -> bool:
        """Tell whether all of it can be read."""
        return self.facts.is_valid() and self.clauses.is_valid()

    @property
    def wrong(self) -> forms.BaseForm | None:
        """Return the first part of it that has something wrong."""
        return next((form for form in (self.facts, *self.clauses) if form.errors), None)

    @property
    def terms(self) -> Terms:
        """Return what was written."""
        clauses = (form.clause for form in self.clauses)
        return Terms(self.facts.cleaned_data["facts"], tuple(clause for clause in clauses if clause))
