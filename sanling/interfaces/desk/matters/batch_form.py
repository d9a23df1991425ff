"""The form of one act on many matters: who is charged, and what else the act asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.matters.over_lists import POST, acts_over_lists, asked_over, verbs_ever, verbs_open
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.workflow.field_types import Asked, Box, field_type
from sanling.domain.workflow.queries import definitions_of
from sanling.domain.workflow.schema import FormField
from sanling.domain.workflow.verbs import charging_after, verbs_over_lists
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.texts import OneOf
from sanling.interfaces.desk import picks
from sanling.interfaces.desk.boxes import box_of
from sanling.interfaces.desk.choices import UnitPicks, colleagues, own_places
from sanling.interfaces.desk.matters.act_form import MAKERS, described


def choices_of_verbs() -> list[tuple[str, str]]:
    """Return what may be done to a whole list, with what it is called there."""
    return [(code, str(name)) for code, name in acts_over_lists().items()]


@dataclass(frozen=True)
class BatchBar:
    """The bar over a list: the acts that are offered, those for each row by its id, and whether the list goes on."""

    form: "BatchForm"
    acts: Sequence[tuple[str, str]]
    of_rows: Mapping[int, str]
    goes_on: bool

    @property
    def charges(self) -> bool:
        """Tell whether an act among them charges somebody, or may."""
        verbs = verbs_over_lists()
        return any(
            POST in verbs[code].needs or charging_after(code) for code, _name in self.acts if code in verbs
        )


def bar_over(viewer: Viewer, matters: Sequence[Matter], *, goes_on: bool) -> BatchBar:
    """Return the bar over rows of one family with their units joined; of a list that goes on, with all it may offer."""
    verbs = verbs_open(viewer, matters)
    offered = set().union(*verbs.values()) | (
        verbs_ever(viewer, matters[0].family) if goes_on else frozenset()
    )
    acts = [(code, name) for code, name in choices_of_verbs() if code in offered]
    of_rows = {pk: " ".join(sorted(found)) for pk, found in verbs.items()}
    return BatchBar(BatchForm(viewer), acts, of_rows, goes_on)


class BatchForm(forms.Form):
    """What is to be done with all that were picked, and by whom; `ask_for` adds what the act asks for."""

    use_required_attribute = False

    act = OneOf(label=gettext_lazy("Act"), choices=choices_of_verbs)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)

    def __init__(self, viewer: Viewer, data: QueryDict | None = None) -> None:
        """Offer the posts of one's own unit and of units below it."""
        super().__init__(data)
        self.viewer = viewer
        self.asked: list[str] = []
        self.fields[POST] = self._post_field()

    def ask_for(self, verb: str, samples: list[Matter]) -> None:
        """Ask for what the acts of a verb on these matters ask for, one matter a definition."""
        definitions = definitions_of(matter.definition_id for matter in samples)
        asked = asked_over(verb, definitions.values())
        by_post = asked.pop(POST, None)
        self.fields[POST].label = _("Handler")
        if by_post is not None:
            self.fields[POST].required = by_post.required
        elif charging_after(verb) is None:
            del self.fields[POST]
        for name, field in asked.items():
            made = box_of(name, self.viewer) or self._made(name, field, samples[0])
            self.fields[name] = described(made, field)
        self.asked = [*asked]
        self.fields["act"].widget = forms.HiddenInput()

    def _post_field(self) -> picks.PickField:
        return picks.PickField(
            colleagues(self.viewer),
            url=reverse("desk:find_post"),
            placeholder=_("Name of a person or unit"),
            label=_("Handler (to accept, assign)"),
            required=False,
        )

    def _made(self, name: str, field: FormField, sample: Matter) -> forms.Field:
        box = field_type(field.type).box
        if box is not Box.ROW:
            return MAKERS[box](Asked(sample, field))
        units = Unit.objects.filter(city=self.viewer.city, ends_on=None)
        found = UnitPicks(units, self.viewer.city, own_places(self.viewer))
        return picks.PickField(found, url=reverse("desk:find_unit"), placeholder=str(found.placeholder))

    @property
    def charged(self) -> int | None:
        """The post that is to be charged, if one is named."""
        return int(self.cleaned_data.get(POST) or 0) or None

    @property
    def said(self) -> Mapping[str, Any]:
        """What else was filled in of what the act asks for."""
        values = {name: self.cleaned_data.get(name) for name in self.asked}
        return {name: value for name, value in values.items() if value not in (None, "", [])}

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put the messages of a refused order beside their fields, or on top."""
        put_errors(self, errors)

    @property
    def lacks_only_what_it_asks(self) -> bool:
        """Tell whether nothing is wrong but that nothing was filled in yet of what the act asks for."""
        asked = [name for name in (POST, *self.asked) if name in self.fields]
        return set(self.errors) <= set(asked) and not any(self.data.get(name) for name in asked)

    def begun_anew(self) -> "BatchForm":
        """Return the form with what was filled in and nothing said to be wrong, to be sent once more.

        Each asking may be followed by an order, and by then the list may hold others: the key is another.
        """
        values = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        anew = BatchForm(self.viewer)
        anew.asked, anew.fields = self.asked, self.fields
        anew.initial = values | {"key": uuid4().hex}
        return anew
