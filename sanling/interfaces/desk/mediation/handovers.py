"""Hand-overs of a dispute at the desk: signs of a crime to the police at once, and how each stands."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated, may_follow_up
from sanling.domain.mediation.actions.hand_over import LONGEST, LONGEST_OFFICE, Handed, hand_over
from sanling.domain.mediation.actions.record_coming import LONGEST_REFERENCE, Came, record_coming
from sanling.domain.mediation.handing import handovers_part, unit_for
from sanling.domain.mediation.handing_access import handovers_of, opened_by, paper_of
from sanling.domain.mediation.handing_papers import letter_pdf
from sanling.domain.mediation.handovers_config import Partner
from sanling.domain.mediation.models import Handover
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once
from sanling.interfaces.components.door import door
from sanling.interfaces.components.papers import paper_answer
from sanling.interfaces.components.refusals import tried
from sanling.interfaces.components.texts import OneOf, PlainText, SomeOf
from sanling.interfaces.desk.drafts import renew_key
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.mediation.handover_panels import has_paper, line_of
from sanling.interfaces.desk.pages import sees_matters

# What is posted to keep from where a dispute came.
CAME = "came"


class KeyedForm(forms.Form):
    """A form that has one effect however often it is sent."""

    _key = forms.CharField(
        required=False, widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex
    )

    @property
    def said(self) -> dict[str, Any]:
        """Return what was written, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "_key"}


class HandForm(KeyedForm):
    """Why, and of what is for the police alone which signs."""

    signs = SomeOf(widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Signs of a crime or a case"))
    reason = PlainText(
        lines=3,
        max_length=LONGEST,
        label=gettext_lazy("What happened, and how you know"),
        help_text=gettext_lazy(
            "Write nothing that a side told you alone or conceded: the office reads this."
        ),
    )

    def __init__(self, matter: Matter, partner: Partner, data: Any = None) -> None:
        """Offer the signs of the city's profile, and ask for the office where it is no unit here."""
        super().__init__(data, auto_id=f"{partner.code}_%s")
        self.code = partner.code
        signs = self.fields["signs"]
        if not partner.takes_signs:
            del self.fields["signs"]
            self.fields["reason"].label = _("Why it is handed over")
        elif isinstance(signs, forms.MultipleChoiceField):
            known = handovers_part(matter.city).signs
            signs.choices = [(sign.code, f"{sign.name}（{sign.source}）") for sign in known]
        self.unit = unit_for(partner, matter.division_id)
        if self.unit is None:
            self.fields["office"] = PlainText(
                max_length=LONGEST_OFFICE, label=gettext_lazy("Name of the office")
            )

    @property
    def handed(self) -> Handed:
        """Return what was written."""
        return Handed(partner=self.code, **self.said)


class CameForm(KeyedForm):
    """From which office a dispute came, and under which number there."""

    partner = OneOf(label=gettext_lazy("Which office"))
    office = PlainText(
        required=False,
        max_length=LONGEST_OFFICE,
        label=gettext_lazy("Name of the office"),
        help_text=gettext_lazy("Where it isn't on the platform."),
    )
    reference = PlainText(
        required=False, max_length=LONGEST_REFERENCE, label=gettext_lazy("Its number there")
    )

    def __init__(self, matter: Matter, data: Any = None) -> None:
        """Offer the offices of the city's profile."""
        super().__init__(data, auto_id="came_%s")
        partner = self.fields["partner"]
        if isinstance(partner, forms.ChoiceField):
            partner.choices = [
                (known.code, str(known.name)) for known in handovers_part(matter.city).partners
            ]


@require_GET
@door(sees_matters)
def handovers(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the hand-overs of a dispute to who has charge of it, and what may be handed over."""
    return _page(request, viewer, _charged_or_404(viewer, number))


@require_POST
@door(sees_matters)
def act_on_handovers(request: HttpRequest, viewer: Viewer, number: str, what: str) -> HttpResponse:
    """Hand the dispute over to the office that ``what`` names."""
    matter = _charged_or_404(viewer, number)
    if what == CAME:
        return _came(request, viewer, matter)
    partner = handovers_part(matter.city).partner(what)
    if partner is None:
        raise Http404
    form = HandForm(matter, partner, request.POST)
    if form.is_valid() and _is_done(
        viewer, matter, form, lambda: hand_over(actor=viewer, dispute_id=matter.pk, handed=form.handed)
    ):
        messages.success(request, _("It was handed over."))
        return redirect("desk:handovers", number=number)
    return _page(request, viewer, matter, form, status=422)


@require_GET
@door(sees_matters)
def handover_letter(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Hand out the letter of a hand-over by its own number, and record who read it."""
    found = paper_of(viewer, number)
    if found is None or not has_paper(found):
        raise Http404
    matter = found.matter
    record(
        actor=viewer,
        act="mediation.read_handover",
        subject=f"matter:{matter.pk}",
        city=matter.city,
        detail={"handover": found.pk},
    )
    return paper_answer(lambda: letter_pdf(found), f"handover-{matter.number}.pdf")


def _came(request: HttpRequest, viewer: Viewer, matter: Matter) -> HttpResponse:
    form = CameForm(matter, request.POST)
    if form.is_valid() and _is_done(
        viewer,
        matter,
        form,
        lambda: record_coming(actor=viewer, dispute_id=matter.pk, came=Came(**form.said)),
    ):
        messages.success(request, _("It is kept."))
        return redirect("desk:handovers", number=matter.number)
    return _page(request, viewer, matter, came=form, status=422)


def _is_done(viewer: Viewer, matter: Matter, form: KeyedForm, act: Callable[[], object]) -> bool:
    """Do what a valid form says, once however often it is sent; tell whether it is done."""
    sent = fingerprint([matter.pk, form.auto_id, form.said])

    def do() -> None:
        scope, key = f"desk.handover.{viewer.key}", form.cleaned_data["_key"]
        with once(scope=scope, key=key or None, fingerprint=sent) as attempt:
            if attempt.first():
                act()
                attempt.keep({})

    try:
        return tried(form, do)
    except (InvalidKey, KeyReused):
        renew_key(form)
        form.add_error(
            None, _("This form was sent before with other contents. To send this too, send it again.")
        )
        return False


def _charged_or_404(viewer: Viewer, number: str) -> Matter:
    matter = visible_or_404(viewer, number)
    if (
        not is_mediated(matter)
        or not handovers_part(matter.city).partners
        or not may_follow_up(viewer, matter)
    ):
        raise Http404
    return matter


def _page(
    request: HttpRequest,
    viewer: Viewer,
    matter: Matter,
    sent: HandForm | None = None,
    *,
    came: CameForm | None = None,
    status: int = 200,
) -> HttpResponse:
    blank = (HandForm(matter, partner) for partner in handovers_part(matter.city).partners)
    shown = [sent if sent is not None and sent.code == form.code else form for form in blank]
    lines = [line_of(row) for row in handovers_of(viewer, matter)]
    known = any(line.handover.way == Handover.Way.IN for line in lines)
    context = {
        "matter": matter,
        "lines": lines,
        "opens": opened_by(viewer, matter) if lines else frozenset(),
        "came": None if known else came or CameForm(matter),
        "forms": [(handovers_part(matter.city).partner(form.code), form) for form in shown],
        "form": sent or came,
    }
    return render(request, "desk/mediation/handovers.html", context, status=status)
