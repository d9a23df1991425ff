"""What the page of a confirmation shows at the desk: the questions of the pre-check, and how far the application is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import visible_attachments
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.answer_grounds import LONGEST, Said
from sanling.domain.mediation.actions.join_application import LONGEST as LONGEST_ADDRESS
from sanling.domain.mediation.agreements import sides_of
from sanling.domain.mediation.bundle import proofs_of
from sanling.domain.mediation.config import Ground
from sanling.domain.mediation.confirming import (
    Precheck,
    confirmation_part,
    courts_for,
    deadline,
    hints_of,
    is_in_time,
    precheck_of,
)
from sanling.domain.mediation.confirming_access import confirmations_of
from sanling.domain.mediation.models import Agreement, GroundAnswer, Joining, JudicialConfirmation, Side
from sanling.domain.mediation.naming import side_name
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.queries import definition_of
from sanling.interfaces.components.court import HEADS
from sanling.interfaces.components.texts import OneOf, PlainText, SomeOf

ANSWERS = [("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes"))]


class GroundForm(forms.Form):
    """Whether a ground is there, and why."""

    answer = OneOf(choices=ANSWERS, widget=forms.RadioSelect, label=gettext_lazy("Answer"))
    reason = PlainText(required=False, lines=1, max_length=LONGEST, label=gettext_lazy("Reason"))

    @property
    def said(self) -> Said:
        """Return what was answered."""
        return Said(self.cleaned_data["answer"] == "yes", self.cleaned_data["reason"])


class OpenForm(forms.Form):
    """Which court, and by which head of jurisdiction."""

    court = OneOf(label=gettext_lazy("Court"))
    head = OneOf(choices=[*HEADS.items()], label=gettext_lazy("Why this court"))

    def __init__(self, agreement: Agreement, data: Any = None) -> None:
        """Offer the courts of the city, the likeliest first."""
        courts = courts_for(agreement)
        initial = {"court": str(courts[0][0].pk), "head": courts[0][1]} if courts else {}
        super().__init__(data, auto_id="open_%s", initial=initial)
        court = self.fields["court"]
        if isinstance(court, forms.ChoiceField):
            court.choices = [(str(unit.pk), unit.label) for unit, _head in courts]


class JoinForm(forms.Form):
    """The address at which a side that joined on paper is served."""

    address = PlainText(max_length=LONGEST_ADDRESS, label=gettext_lazy("Address for service"))


class EncloseForm(forms.Form):
    """Which files of the dispute go to the court."""

    proofs = SomeOf(label=gettext_lazy("Files of the dispute"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, viewer: Viewer, dispute: Matter, data: Any = None) -> None:
        """Offer those that the viewer sees."""
        super().__init__(data, auto_id="enclose_%s")
        found = visible_attachments(viewer, dispute).order_by("pk")
        proofs = self.fields["proofs"]
        if isinstance(proofs, forms.MultipleChoiceField):
            proofs.choices = [(str(file.pk), file.name) for file in found]


@dataclass(frozen=True)
class Question:
    """A ground as a question: where to look, what was answered last, and the form of an answer."""

    ground: Ground
    words: Sequence[str]
    by_category: bool
    last: GroundAnswer | None
    form: GroundForm

    @property
    def stops(self) -> bool:
        """Tell whether what was answered bars applying."""
        return self.last is not None and self.last.applies and self.ground.stops


@dataclass(frozen=True)
class SideLine:
    """A side of the application, with how it joined, or the form to write down that it did on paper."""

    side: Side
    name: str
    joining: Joining | None
    step: str
    form: JoinForm


def questions_of(
    agreement: Agreement, checked: Precheck, data: Mapping[str, Any] | None = None
) -> list[Question]:
    """Return the questions of the pre-check, answered as they were last or as they were sent."""
    part = confirmation_part(agreement.matter.city)
    found = hints_of(agreement)
    questions = []
    for ground in part.grounds if part else ():
        last = checked.answers.get(ground.code)
        initial = {"answer": "yes" if last.applies else "no", "reason": last.reason} if last else {}
        questions.append(
            Question(
                ground=ground,
                words=[hint.words for hint in found if hint.ground == ground.code and hint.words],
                by_category=any(hint.ground == ground.code and not hint.words for hint in found),
                last=last,
                form=GroundForm(data, prefix=ground.code, initial=initial),
            )
        )
    return questions


def context_of(
    viewer: Viewer, dispute: Matter, agreement: Agreement, sent: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what the page shows to who prepares the application."""
    checked = precheck_of(agreement)
    last = confirmations_of(viewer, agreement).prefetch_related("joinings__by_post").first()
    in_time = is_in_time(agreement)
    may_open = last is None or not (last.matter.open or last.matter.outcome == "confirmed")
    context: dict[str, Any] = {
        "matter": dispute,
        "agreement": agreement,
        "deadline": deadline(agreement),
        "in_time": in_time,
        "questions": sent.get("precheck") or questions_of(agreement, checked),
        "checked": checked,
        "answers_open": last is None or (last.matter.open and last.applied_at is None) or may_open,
        "open": sent.get("open") or OpenForm(agreement) if may_open and in_time and checked.passed else None,
        "application": last,
    }
    if last is None:
        return context
    state = definition_of(last.matter.definition_id).state(last.matter.state)
    preparing = last.matter.open and last.applied_at is None
    adds = last.matter.open and "enclose" in _legal(last)
    return context | {
        "state": state,
        "head": HEADS[last.head],
        "preparing": preparing,
        "lines": _lines(last, sent),
        "proofs": proofs_of(last),
        "enclose": (sent.get("enclose") or EncloseForm(viewer, dispute)) if adds else None,
    }


def _legal(confirmation: JudicialConfirmation) -> set[str]:
    matter = confirmation.matter
    actions = definition_of(matter.definition_id).actions
    return {action.code for action in actions if matter.state in action.sources}


def _lines(confirmation: JudicialConfirmation, sent: Mapping[str, Any]) -> list[SideLine]:
    joined = {joining.side_id: joining for joining in confirmation.joinings.all()}
    lines = []
    for side in sides_of(confirmation.agreement.matter_id):
        step = f"join-{side.nth}"
        form = sent.get(step) or JoinForm(auto_id=f"{step}_%s")
        lines.append(SideLine(side, side_name(side), joined.get(side.pk), step, form))
    return lines
