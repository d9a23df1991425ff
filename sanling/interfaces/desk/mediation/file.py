"""The file of a dispute at the desk: what it holds and lacks, revisits, and its paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated, may_follow_up, reads_names
from sanling.domain.mediation.actions.open_anew import open_anew
from sanling.domain.mediation.actions.record_revisit import Found, record_revisit
from sanling.domain.mediation.binding import casefile_pdf
from sanling.domain.mediation.casefile import Casefile
from sanling.domain.mediation.models import Revisit
from sanling.domain.mediation.naming import FOUND_AGAIN, ITEMS, WAYS_TO_REVISIT
from sanling.domain.mediation.papers import Unprintable
from sanling.domain.mediation.revisiting import is_settled
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.foundation.days import today
from sanling.interfaces.components.agreements import check_url
from sanling.interfaces.components.days import PastDayField
from sanling.interfaces.components.door import door
from sanling.interfaces.components.papers import lacking_said, pdf_answer
from sanling.interfaces.components.refusals import tried
from sanling.interfaces.components.texts import OneOf, PlainText
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters

SATISFIED = [
    ("", gettext_lazy("Not said")),
    ("yes", gettext_lazy("Satisfied")),
    ("no", gettext_lazy("Not satisfied")),
]


class RevisitForm(forms.Form):
    """When, how and what was found."""

    done_on = PastDayField(gettext_lazy("Day of the revisit"), required=True)
    way = OneOf(label=gettext_lazy("How it was made"), choices=list(WAYS_TO_REVISIT.items()))
    result = OneOf(label=gettext_lazy("How it is now"), choices=list(FOUND_AGAIN.items()))
    satisfied = OneOf(required=False, label=gettext_lazy("Satisfied with the mediation"), choices=SATISFIED)
    sued = forms.BooleanField(required=False, label=gettext_lazy("A party went to court over it"))
    remark = PlainText(required=False, lines=2, max_length=300, label=gettext_lazy("What the parties said"))

    @property
    def found(self) -> Found:
        """Return what was written."""
        said = {**self.cleaned_data}
        satisfied = {"yes": True, "no": False}.get(said.pop("satisfied"))
        return Found(satisfied=satisfied, **said)


class AnewForm(forms.Form):
    """What happened."""

    text = PlainText(lines=3, max_length=1000, label=gettext_lazy("What happened"))


class BorrowForm(forms.Form):
    """What for the paper is read; whoever works on an open dispute need not say."""

    purpose = PlainText(max_length=100, label=gettext_lazy("What it is read for"))

    def __init__(self, matter: Matter, data: Any = None) -> None:
        """Ask once the dispute is archived."""
        super().__init__(data, auto_id="paper_%s")
        self.fields["purpose"].required = not matter.open


@dataclass(frozen=True)
class Work:
    """A viewer at the file of a dispute, and whether it is the viewer's to follow up."""

    viewer: Viewer
    matter: Matter
    follows: bool
    # Whether the viewer reads the paper of the file.
    reads: bool


@require_GET
@door(sees_matters)
def file(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show what follows a dispute."""
    return _page(request, _work_or_404(viewer, number))


@require_POST
@door(sees_matters)
def act_on_file(request: HttpRequest, viewer: Viewer, number: str, what: str) -> HttpResponse:
    """Record a revisit, or open anew what flared up again."""
    work = _work_or_404(viewer, number)
    step = _STEPS.get(what)
    if step is None or not work.follows:
        raise Http404
    make, act = step
    form = make(request.POST, auto_id=f"{what}_%s")
    made: list[object] = []
    if not (form.is_valid() and tried(form, lambda: made.append(act(work, form)))):
        return _page(request, work, {what: form}, status=422)
    if isinstance(made[0], Matter):
        messages.success(request, _("Registered as %(number)s.") % {"number": made[0].number})
        return redirect("desk:matter", number=made[0].number)
    messages.success(request, _("Saved."))
    return redirect("desk:file_of_matter", number=number)


@require_POST
@door(sees_matters)
def file_paper(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Hand out the file as PDF to who reads it, and record it; of an archived one, with what for."""
    work = _work_or_404(viewer, number)
    if not work.reads:
        raise Http404
    form = BorrowForm(work.matter, request.POST)
    if not form.is_valid():
        return _page(request, work, {"paper": form}, status=422)
    held = Casefile(viewer, work.matter)
    try:
        made = casefile_pdf(held, url_of=check_url)
    except Unprintable as error:
        form.add_error(None, lacking_said(error))
        return _page(request, work, {"paper": form}, status=422)
    record(
        actor=viewer,
        act="mediation.read_file",
        subject=f"matter:{work.matter.pk}",
        city=work.matter.city,
        detail={"purpose": form.cleaned_data["purpose"]},
    )
    return pdf_answer(made, f"file-{work.matter.number}.pdf")


_STEPS: Mapping[str, tuple[Callable[..., Any], Callable[[Work, Any], object]]] = {
    "revisit": (
        RevisitForm,
        lambda work, form: record_revisit(actor=work.viewer, matter_id=work.matter.pk, found=form.found),
    ),
    "anew": (
        AnewForm,
        lambda work, form: open_anew(
            actor=work.viewer, matter_id=work.matter.pk, text=form.cleaned_data["text"]
        ),
    ),
}


def _work_or_404(viewer: Viewer, number: str) -> Work:
    matter = visible_or_404(viewer, number)
    if not is_mediated(matter):
        raise Http404
    return Work(viewer, matter, may_follow_up(viewer, matter), reads_names(viewer, matter))


def _page(
    request: HttpRequest, work: Work, sent: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    sent = sent or {}
    held = Casefile(work.viewer, work.matter)
    context: dict[str, Any] = {
        "matter": work.matter,
        "work": work,
        "revisits": [
            (revisit, FOUND_AGAIN.get(revisit.result), WAYS_TO_REVISIT.get(revisit.way))
            for revisit in held.revisits
        ],
        "today": today(),
    }
    context["items"] = [(str(ITEMS[each.item]), each) for each in held.catalogue]
    context["number"] = held.number
    context["there"], context["needed"] = held.complete
    if work.reads:
        context["paper"] = sent.get("paper") or BorrowForm(work.matter)
    if work.follows and is_settled(work.matter):
        context["revisit"] = sent.get("revisit") or RevisitForm(
            initial={"done_on": today()}, auto_id="revisit_%s"
        )
        relapsed = any(revisit.result == Revisit.Result.RELAPSED for revisit in held.revisits)
        if relapsed or "anew" in sent:
            context["anew"] = sent.get("anew") or AnewForm(auto_id="anew_%s")
    context["form"] = next(iter(sent.values()), None)
    return render(request, "desk/mediation/file.html", context, status=status)
