"""The forms of minutes, and what their page shows at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.mediation.access import may_follow_up, reads_names
from sanling.domain.mediation.actions.correct_minutes import LONGEST as LONGEST_CORRECTION
from sanling.domain.mediation.actions.write_minutes import LONGEST
from sanling.domain.mediation.minutes import files_of, may_write, minutes_of
from sanling.domain.mediation.models import Attestation, Minutes, Side, Sitting, SittingFile
from sanling.domain.mediation.naming import side_name
from sanling.domain.mediation.sittings import all_consent
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.interfaces.components.minutes import corrections_of
from sanling.interfaces.components.signing import DigestField
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField
from sanling.interfaces.desk.mediation.sitting_forms import named
from sanling.interfaces.desk.mediation.sitting_page import At, at_or_404


class TextForm(forms.Form):
    """What is said in the sitting, and which version of it was on the page."""

    version = WholeField(widget=forms.HiddenInput)
    text = PlainText(
        required=False, lines=16, max_length=LONGEST, label=gettext_lazy("What is said in the sitting")
    )


class CloseForm(forms.Form):
    """Which version was read back, and whether it is the undisputed facts beside a recording."""

    version = WholeField(widget=forms.HiddenInput)
    as_facts = forms.BooleanField(
        required=False,
        label=gettext_lazy("The recording takes the place of minutes; these are the undisputed facts"),
    )


class CorrectForm(forms.Form):
    """What a side finds wrong, or what the mediator adds."""

    side = OneOf(required=False, label=gettext_lazy("Who says so"))
    text = PlainText(lines=3, max_length=LONGEST_CORRECTION, label=gettext_lazy("Correction or addition"))

    def __init__(self, sides: Sequence[Side], data: Any = None) -> None:
        """Offer the sides that were there."""
        super().__init__(data, auto_id="correct_%s")
        side = self.fields["side"]
        if isinstance(side, forms.ChoiceField):
            side.choices = [("", _("I myself")), *named(sides)]


class PaperForm(forms.Form):
    """Which text was signed on paper."""

    digest = DigestField(required=False)


@dataclass(frozen=True)
class Written:
    """The minutes of a sitting as a viewer reads them, with what is the viewer's to do."""

    at: At
    minutes: Minutes | None
    writes: bool
    follows: bool

    @property
    def present(self) -> list[Side]:
        """Return the sides that came."""
        return [row.side for row in self.at.attending if row.came_by]


def written_or_404(viewer: Viewer, number: str, sitting_id: int) -> Written:
    """Return the minutes of a sitting, to who writes or reads them."""
    at = at_or_404(viewer, number, sitting_id)
    if not reads_names(viewer, at.matter):
        raise Http404
    found = minutes_of(viewer, at.matter).filter(sitting=at.sitting.pk).first()
    writes = may_write(viewer, at.sitting)
    if found is None and not writes:
        raise Http404
    return Written(at, found, writes, may_follow_up(viewer, at.matter))


def record_reading(at: At) -> None:
    """Record that somebody reads what sides said."""
    record(
        actor=at.viewer,
        act="mediation.read_minutes",
        subject=f"matter:{at.matter.pk}",
        city=at.matter.city,
        detail={"sitting": at.sitting.pk},
    )


def blank(written: Written, what: str, data: Any = None) -> forms.Form | None:
    """Return the form of a step, if it may be taken now."""
    minutes = written.minutes
    closed = minutes is not None and minutes.closed_at is not None
    version = {"version": minutes.version if minutes else 0, "text": minutes.text if minutes else ""}
    if what in ("save", "autosave") and written.writes and not closed:
        return TextForm(data, auto_id="text_%s", initial=version)
    if what == "close" and written.writes and minutes is not None and not closed:
        return CloseForm(data, auto_id="close_%s", initial=version)
    if what == "correct" and closed and written.follows:
        return CorrectForm(written.present, data)
    if what == "paper" and closed and written.writes:
        return PaperForm(data, auto_id="paper_%s", initial={"digest": digest_of(minutes)})
    return None


def digest_of(minutes: Minutes | None) -> str:
    """Return how the text of minutes is known."""
    return bytes(minutes.digest or b"").hex() if minutes else ""


def minutes_context(written: Written, sent: Mapping[str, forms.Form]) -> dict[str, Any]:
    """Return what the page of minutes shows."""
    at, minutes = written.at, written.minutes
    steps = {what: sent.get(what) or blank(written, what) for what in ("save", "close", "correct", "paper")}
    signatures = {row.side_id: row for row in minutes.signatures.all()} if minutes else {}
    lines: list[tuple[Side | None, str, Attestation | None]] = [
        (side, side_name(side), signatures.get(side.pk)) for side in written.present
    ]
    lines.append((None, _("Mediator"), signatures.get(None)))
    held = at.sitting.ended_how == Sitting.Ending.HELD
    return {
        "matter": at.matter,
        "sitting": at.sitting,
        "minutes": minutes,
        "steps": {what: step for what, step in steps.items() if step is not None},
        "may_close": held and bool(minutes and minutes.text),
        "may_be_facts": all_consent(at.sitting, to_replace=True)
        and files_of(at.viewer, at.sitting).filter(sort=SittingFile.Sort.RECORDING).exists(),
        "held": held,
        "lines": lines,
        "mediates": at.viewer.own.post_id == at.matter.assignee_id,
        "follows": written.follows,
        "corrections": corrections_of(minutes) if minutes else (),
        "form": next((form for form in sent.values() if form.errors), None),
    }
