"""The ledger's filters: typed in a form, kept in the address, turned into criteria."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.naming import Names, families_within
from sanling.domain.matters.sheets import Filter, chosen, columns_of, filters_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused, may_seek, seek_person
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_city, in_office
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import OneOf, PhoneField, PlainText, SomeOf, local_phones
from sanling.interfaces.desk.boxes import box_of
from sanling.interfaces.desk.choices import PostPicks, UnitPicks, division_field, own_places
from sanling.interfaces.desk.picks import PickField

LATENESS = [
    ("late", gettext_lazy("Late")),
    ("soon", gettext_lazy("Nearly late")),
    ("in_time", gettext_lazy("In time")),
    ("paused", gettext_lazy("Paused")),
]


# What only matters have that residents bring.
OF_RESIDENTS = ("category", "channel", "phone")


class LedgerForm(forms.Form):
    """Filters and columns of the ledger of a family of kinds; everything is optional."""

    family = PlainText(required=False, widget=forms.HiddenInput)
    words = PlainText(required=False, max_length=100, label=gettext_lazy("Words"))
    kind = OneOf(required=False, label=gettext_lazy("Kind"))
    category = OneOf(required=False, label=gettext_lazy("Category"))
    state = OneOf(required=False, label=gettext_lazy("Stage"))
    open = OneOf(
        required=False,
        label=gettext_lazy("Open or ended"),
        choices=[("", gettext_lazy("All")), ("1", gettext_lazy("Open")), ("0", gettext_lazy("Ended"))],
    )
    lateness = OneOf(
        required=False, label=gettext_lazy("Lateness"), choices=[("", gettext_lazy("All")), *LATENESS]
    )
    channel = OneOf(required=False, label=gettext_lazy("How it came"))
    outcome = OneOf(required=False, label=gettext_lazy("Outcome"))
    confidentiality = OneOf(required=False, label=gettext_lazy("Confidentiality"))
    registered_from = DayField(gettext_lazy("Registered from"))
    registered_to = DayField(gettext_lazy("Registered until"))
    due_from = DayField(gettext_lazy("Due from"))
    due_to = DayField(gettext_lazy("Due until"))
    batch = forms.UUIDField(required=False, widget=forms.HiddenInput)
    phone = PhoneField(required=False, label=gettext_lazy("Phone of a party"))
    col = SomeOf(
        required=False,
        label=gettext_lazy("Columns"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, viewer: Viewer, data: QueryDict) -> None:
        """Offer what the viewer's city has."""
        names = Names(viewer.city)
        # By code; of one that the city lacks the usual one's filters are shown, and nothing is listed.
        self.families = families_within(viewer.city)
        self.of_family = data.get("family", "") if data.get("family", "") in self.families else REPORTED
        self.lacks_family = bool(data.get("family")) and data["family"] != self.of_family
        shown = data.copy()
        shown["family"] = self.of_family
        # Ticked are the columns that are shown, also when none were chosen.
        shown.setlist("col", [column.code for column in chosen(data.getlist("col"), self.of_family)])
        super().__init__(shown, auto_id="filter_%s")
        self.viewer = viewer
        self._choose_columns()
        self._offer(names)
        local_phones(self, viewer.city)
        if may_seek(viewer):
            most = profile_for(viewer.city).limits.phones_sought_a_day
            self.fields["phone"].help_text = _("Recorded; at most %(most)d a day.") % {"most": most}
        elif not data.get("phone"):
            del self.fields["phone"]
        self.fields["division"] = division_field(
            viewer.city, near=own_places(viewer), required=False, label=_("Division")
        )
        self.fields["unit"] = PickField(
            UnitPicks(Unit.objects.filter(in_city(viewer.city)), viewer.city, own_places(viewer)),
            url=reverse("desk:find_unit"),
            required=False,
            label=_("Unit"),
        )
        self.fields["assignee"] = PickField(
            PostPicks(posts_of_city(viewer), viewer.city, own_places(viewer)),
            url=reverse("desk:find_post"),
            required=False,
            label=_("Handler"),
        )

        for name in OF_RESIDENTS if self.of_family != REPORTED else ():
            self.fields.pop(name, None)

    def _offer(self, names: Names) -> None:
        """Offer the choices of the family's kinds."""
        kinds = {kind.code: str(kind.name) for kind in names.part.kinds_of(self.of_family)}
        self._choose("kind", kinds)
        groups = [(name, list(names.categories(code).items())) for code, name in kinds.items()]
        self._choose("category", groups)
        self._choose("state", _states(self.viewer.city, kinds))
        self._take_old_state()
        self._choose("channel", names.channels)
        self._choose("outcome", names.outcomes)
        self._choose("confidentiality", {str(level): name for level, name in names.confidentiality.items()})
        for found in filters_of(self.of_family):
            if isinstance(found, Filter):
                self.fields[found.code] = OneOf(required=False, label=found.label)
                self._choose(found.code, found.choices(self.viewer.city))
            else:
                box = box_of(found.code, self.viewer) or PlainText(max_length=found.longest)
                box.label, box.required = found.label, False
                self.fields[found.code] = box

    def _take_old_state(self) -> None:
        """Take a stage as an address kept from before names it, by its code alone or with the kinds of then."""
        sent, field = self.data.get("state", ""), self.fields["state"]
        if (
            not sent
            or not isinstance(field, OneOf)
            or field.valid_value(sent)
            or not isinstance(self.data, QueryDict)
        ):
            return
        kinds, _dot, code = sent.rpartition(".")
        alike = [value for value, _name in each_choice(field.choices) if value.rpartition(".")[2] == code]
        same = {value: len({*kinds.split(",")} & {*value.rpartition(".")[0].split(",")}) for value in alike}
        if alike and (not kinds or any(same.values())):
            self.data["state"] = max(alike, key=lambda value: (same[value], value.count(",")))

    def _choose_columns(self) -> None:
        columns = self.fields["col"]
        if isinstance(columns, forms.MultipleChoiceField):
            columns.choices = [(column.code, column.label) for column in columns_of(self.of_family)]

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All")), *(choices.items() if isinstance(choices, dict) else choices)]

    def clean(self) -> dict[str, Any]:
        """Refuse a ledger that is there no more; look for a person only when nothing else is wrong."""
        cleaned = super().clean() or {}
        if self.lacks_family:
            self.add_error(None, _("There is no such ledger here any more."))
        phone, cleaned["person"] = cleaned.pop("phone", ""), ""
        cleaned["family"] = self.of_family
        if phone and not self.errors:
            try:
                cleaned["person"] = seek_person(actor=self.viewer, phone=phone, where="ledger")
            except SeekingRefused as refused:
                self.add_error("phone", str(refused))
        return cleaned

    def criteria(self) -> Criteria:
        """Return what a valid form narrows the ledger to."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("col")
        is_open = cleaned.pop("open")
        cleaned["open"] = is_open == "1" if is_open else None
        for name in ("unit", "assignee", "confidentiality"):
            cleaned[name] = int(cleaned[name]) if cleaned[name] else None
        cleaned["lateness"] = cleaned["lateness"] or None
        chosen_of_rooms = {found.code: cleaned.pop(found.code) for found in filters_of(self.of_family)}
        cleaned["of_rooms"] = {code: choice for code, choice in chosen_of_rooms.items() if choice}
        return Criteria(**cleaned)


def posts_of_city(viewer: Viewer) -> QuerySet[Post]:
    """Return the posts held now in the viewer's city."""
    return Post.objects.filter(in_office(clock.now()), in_city(viewer.city, "unit__city"))


def each_choice(choices: Any) -> Iterator[tuple[str, Any]]:
    """Yield the choices of a box with their names, whether they stand in groups or not."""
    for value, name in choices:
        yield from name if isinstance(name, list) else ((value, name),)


def _states(city: str, kinds: dict[str, str]) -> list[Any]:
    """Return the stages of the kinds' current definitions: what several kinds call the same once, the rest by kind.

    A code that means different things in different kinds is chosen with its kinds, "hazard,request.waiting".
    """
    rows = Definition.objects.filter(in_city(city), retired_at=None).order_by("pk").values_list("pk", "kind")
    found: dict[str, dict[str, str]] = {kind: {} for _pk, kind in rows if kind in kinds}
    for pk, kind in rows:
        if kind in found:
            found[kind] |= {state.code: str(state.name) for state in definition_of(pk).states}
    sharing: dict[tuple[str, str], list[str]] = {}
    for kind, states in found.items():
        for stage in states.items():
            sharing.setdefault(stage, []).append(kind)
    meanings = Counter(code for code, _name in sharing)
    chosen = {
        (code, name): f"{','.join(sorted(of))}.{code}" if meanings[code] > 1 else code
        for (code, name), of in sharing.items()
    }
    common = [(chosen[stage], stage[1]) for stage, of in sharing.items() if len(of) > 1]
    own = [
        (kinds[kind], [(chosen[stage], stage[1]) for stage in states.items() if len(sharing[stage]) == 1])
        for kind, states in found.items()
    ]
    return [*common, *(group for group in own if group[1])]
