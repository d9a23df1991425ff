"""Questions and answers at the desk: what waits, stands and was withdrawn, one of them, and what becomes of it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.consulting.access import keeps, may_discard, may_publish, visible_answers
from sanling.domain.consulting.actions.discard_answer import discard_answer
from sanling.domain.consulting.actions.publish_answer import NotToBePublished, publish_answer
from sanling.domain.consulting.actions.withdraw_answer import LONGEST, withdraw_answer
from sanling.domain.consulting.models import Answer
from sanling.domain.consulting.naming import WITHDRAWN, categories_of
from sanling.domain.consulting.questions import names_in
from sanling.domain.matters.errors import Invalid
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.consulting.draft import marked
from sanling.interfaces.desk.decision import LARGEST, decided_before, is_confirmed
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import sees_matters

PAGE = 50
ANSWERS = Listing(
    heads=(
        Head(gettext_lazy("Title")),
        Head(gettext_lazy("Answered by")),
        Head(gettext_lazy("Drafted by")),
        Head(gettext_lazy("State")),
    ),
    nothing=gettext_lazy("No answers are published"),
    what_to_do=gettext_lazy("They are drafted from the page of an answered question whose asker agrees."),
    icon="message",
    linked=True,
)


class WithdrawForm(forms.Form):
    """Why something is withdrawn."""

    remark = PlainText(max_length=LONGEST, label=gettext_lazy("What is wrong with it"))


@require_GET
@door(sees_matters)
def answers(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List them, the newest first."""
    found = visible_answers(viewer).select_related("drafted_by", "published_by")
    rows, page = newest_first(request, found, PAGE)
    shown = [(row, _state(row)) for row in rows]
    return render(request, "desk/consulting/answers.html", {"shown": ANSWERS.holding(shown, page)})


@require_GET
@door(sees_matters)
def answer(request: HttpRequest, viewer: Viewer, answer_id: int) -> HttpResponse:
    """Show one, with what still may say who somebody is marked while it is a draft."""
    return _page(request, viewer, _found_or_404(viewer, answer_id), WithdrawForm())


@require_POST
@door(sees_matters)
def decide_answer(request: HttpRequest, viewer: Viewer, answer_id: int) -> HttpResponse:
    """Publish a draft, or throw it away."""
    key = min(answer_id, LARGEST)
    try:
        if not is_confirmed(request):
            discard_answer(actor=viewer, answer_id=key)
            messages.success(request, _("The draft is thrown away."))
            return redirect("desk:answers")
        publish_answer(actor=viewer, answer_id=key, shown=request.POST.get("shown", ""))
    except Answer.DoesNotExist:
        return decided_before(request, visible_answers(viewer), key, to="desk:answers")
    except NotToBePublished:
        text = _(
            "The draft is not what the page showed, says who somebody is, or nobody agrees to it any more."
        )
        messages.error(request, text)
    else:
        messages.success(request, _("It is published. Nothing changes it from now on."))
    return redirect("desk:answer", answer_id=key)


@require_POST
@door(sees_matters)
def take_back_answer(request: HttpRequest, viewer: Viewer, answer_id: int) -> HttpResponse:
    """Withdraw what has a fault."""
    found = _found_or_404(viewer, answer_id)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw_answer(actor=viewer, answer_id=found.pk, remark=form.cleaned_data["remark"])
        except Answer.DoesNotExist:
            return decided_before(request, visible_answers(viewer), found.pk, to="desk:answers")
        except Invalid as invalid:
            form.add_error("remark", invalid.errors["remark"])
        else:
            messages.success(request, _("It is withdrawn. Nobody reads it any more."))
            return redirect("desk:answer", answer_id=found.pk)
    return _page(request, viewer, found, form, status=422)


def _found_or_404(viewer: Viewer, answer_id: int) -> Answer:
    rows = visible_answers(viewer).filter(pk=min(answer_id, LARGEST))
    found = rows.select_related("matter", "unit", "drafted_by", "published_by", "withdrawn_by").first()
    if found is None:
        raise Http404
    return found


def _state(row: Answer) -> str:
    if row.withdrawn_at:
        return str(WITHDRAWN[row.withdrawn_for])
    return _("published") if row.published_at else _("draft, waits for a second person")


def _page(
    request: HttpRequest, viewer: Viewer, found: Answer, form: WithdrawForm, *, status: int = 200
) -> HttpResponse:
    waits = found.published_at is None
    names = names_in(found.matter) if waits and found.matter else []
    context = {
        "answer": found,
        "state": _state(found),
        "category": categories_of(found.city).get(found.category, ""),
        "parts": [marked(text, names) for text in (found.question, found.answer)],
        "waits": waits,
        "may": {
            "publish": waits and may_publish(viewer, found),
            "discard": waits and may_discard(viewer, found),
            "withdraw": found.stands and keeps(viewer, found),
        },
        "form": form,
    }
    return render(request, "desk/consulting/answer.html", context, status=status)
