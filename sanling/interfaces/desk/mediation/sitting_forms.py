"""The forms by which a sitting is planned, prepared and recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.answer_sitting import LONGEST as LONGEST_REPLY
from sanling.domain.mediation.config import Use
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Attendance, Side, Sitting
from sanling.domain.mediation.naming import SETTLED, side_name
from sanling.domain.mediation.planning import LONGEST_PLACE, Plan
from sanling.domain.mediation.sitting import Settled
from sanling.interfaces.components.days import MomentField
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField

Choices = Sequence[tuple[str, Any]]


class _Chosen(forms.Form):
    """A form whose choices are told when it is made."""

    def offer(self, **offered: Choices) -> None:
        """Put choices into its fields."""
        for name, choices in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class PlanForm(_Chosen):
    """When and where, and by which mode each side takes part; without one it isn't expected."""

    begins_at = MomentField(label=gettext_lazy("Day and time"))
    minutes = WholeField(min_value=10, max_value=480, label=gettext_lazy("Length in minutes"))
    place = PlainText(
        required=False,
        max_length=LONGEST_PLACE,
        label=gettext_lazy("Place, with the room"),
        help_text=gettext_lazy("Told to those who come in person, and to nobody else."),
    )

    def __init__(
        self, matter: Matter, sides: Sequence[Side], before: Sitting | None = None, data: Any = None
    ) -> None:
        """Offer the sides that have agreed to mediation; of a sitting that moves, what it was before."""
        part = part_of(matter.city).sittings
        known = {row.side_id: row.mode for row in before.attendances.all()} if before else {}
        usual = part.modes[0].code if part.modes else ""
        length = (before.ends_at - before.begins_at).total_seconds() // 60 if before else part.minutes
        initial = {"minutes": int(length), "place": before.place if before else matter.unit.address}
        super().__init__(data, auto_id="plan_%s", initial=initial)
        modes = [("", _("isn't expected")), *((mode.code, str(mode.name)) for mode in part.modes)]
        self.sides = {f"mode_{side.pk}": side for side in sides}
        for name, side in self.sides.items():
            self.fields[name] = OneOf(
                required=False,
                label=side_name(side),
                choices=modes,
                initial=known.get(side.pk, "" if before else usual),
            )

    @property
    def plan(self) -> Plan:
        """Return what was planned."""
        said = self.cleaned_data
        modes = {side.pk: said[name] for name, side in self.sides.items() if said[name]}
        return Plan(said["begins_at"], said["minutes"], modes, said["place"])


class MoveForm(PlanForm):
    """The same, and why it moves."""

    reason = OneOf(label=gettext_lazy("Reason"))

    def __init__(self, matter: Matter, sides: Sequence[Side], before: Sitting, data: Any = None) -> None:
        """Offer the city's reasons."""
        super().__init__(matter, sides, before, data)
        self.offer(reason=[("", "—"), *reasons(matter, Use.MOVED)])


class OffForm(_Chosen):
    """Why a sitting is called off."""

    reason = OneOf(label=gettext_lazy("Reason"))

    def __init__(self, matter: Matter, data: Any = None) -> None:
        """Offer the city's reasons."""
        super().__init__(data, auto_id="off_%s")
        self.offer(reason=[("", "—"), *reasons(matter, Use.MOVED)])


class ReplyForm(_Chosen):
    """What a side answered by phone or in person."""

    side = OneOf(label=gettext_lazy("Side"))
    answer = OneOf(label=gettext_lazy("Answer"))
    proposed_at = MomentField(required=False, label=gettext_lazy("Proposes instead"))
    text = PlainText(required=False, max_length=LONGEST_REPLY, label=gettext_lazy("Remark"))

    def __init__(self, matter: Matter, sides: Sequence[Side], data: Any = None) -> None:
        """Offer the sides that are expected."""
        super().__init__(data, auto_id="reply_%s")
        self.offer(
            side=named(sides),
            answer=[
                ("", _("comes")),
                *((code, _("can't come: %(why)s") % {"why": why}) for code, why in reasons(matter, Use.SIDE)),
            ],
        )
        self.fields["answer"].required = False


class SettledForm(_Chosen):
    """What was settled before the session, with whom, and how."""

    what = OneOf(
        label=gettext_lazy("What was settled"), choices=[(what.value, SETTLED[what]) for what in Settled]
    )
    side = OneOf(required=False, label=gettext_lazy("Side"))
    means = OneOf(required=False, label=gettext_lazy("How identity was checked"))
    text = PlainText(
        required=False,
        max_length=200,
        label=gettext_lazy("Address for service, or which conflicts were told"),
    )

    def __init__(self, matter: Matter, sides: Sequence[Side], data: Any = None) -> None:
        """Offer the sides, and the city's ways to check who somebody is."""
        super().__init__(data, auto_id="settled_%s")
        means = [(row.code, str(row.name)) for row in part_of(matter.city).sittings.means]
        self.offer(side=[*named(sides), ("", _("all sides"))], means=[("", "—"), *means])


class ConsentForm(_Chosen):
    """What a side said of being recorded."""

    side = OneOf(label=gettext_lazy("Side"))
    consent = OneOf(label=gettext_lazy("Recording"))

    def __init__(self, sides: Sequence[Side], data: Any = None) -> None:
        """Offer the sides that are expected."""
        super().__init__(data, auto_id="consent_%s")
        self.offer(
            side=named(sides),
            consent=[
                ("no", _("doesn't agree")),
                ("records", _("agrees to be recorded")),
                ("replaces", _("agrees, and that the recording takes the place of minutes")),
            ],
        )


class RecordForm(_Chosen):
    """Whether it was held, and of each side by which mode it came, or why it didn't."""

    held = OneOf(
        label=gettext_lazy("The sitting"),
        choices=[("yes", gettext_lazy("was held")), ("no", gettext_lazy("was not held"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, matter: Matter, attending: Sequence[Attendance], data: Any = None) -> None:
        """Offer modes and reasons for each side."""
        super().__init__(data, auto_id="record_%s", initial={"held": "yes"})
        part = part_of(matter.city).sittings
        came = [(f"came-{mode.code}", str(mode.name)) for mode in part.modes]
        missed = [(f"missed-{code}", name) for code, name in reasons(matter, Use.MISSED)]
        self.sides = {f"side_{row.side_id}": row for row in attending}
        for name, row in self.sides.items():
            self.fields[name] = OneOf(
                label=side_name(row.side),
                choices=[(_("came"), came), (_("did not come"), missed)],
                initial=f"came-{row.mode}",
            )

    def said(self, which: str) -> Mapping[int, str]:
        """Return the codes of those who came, or of those who didn't, by the keys of sides."""
        found = {}
        for name, row in self.sides.items():
            how, _dash, code = self.cleaned_data[name].partition("-")
            if how == which:
                found[row.side_id] = code
        return found


def reasons(matter: Matter, use: Use) -> Choices:
    """Return the city's reasons of a use."""
    return [(code, str(name)) for code, name in part_of(matter.city).sittings.reasons_for(use).items()]


def named(sides: Sequence[Side]) -> Choices:
    """Return sides as choices."""
    return [(str(side.pk), side_name(side)) for side in sides]
