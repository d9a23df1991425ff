"""Putting a question and its answer into words without a person in them: what was found is marked, a person decides."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanling.domain.consulting.access import agreed, answers_of, is_question, may_draft
from sanling.domain.consulting.actions.agree_to_publication import agree_to_publication
from sanling.domain.consulting.actions.draft_answer import LONGEST, LONGEST_TITLE, Words, draft_answer
from sanling.domain.consulting.naming import MARKS, categories_of
from sanling.domain.consulting.questions import asked_of, names_in
from sanling.domain.consulting.redacting import find, pieces, redact
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.texts import OneOf, PlainText, TitleText
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters

Marked = Sequence[tuple[str, str, bool]]


class WordsForm(forms.Form):
    """What is to be published."""

    title = TitleText(max_length=LONGEST_TITLE, label=gettext_lazy("Title, as it is found"))
    question = PlainText(lines=6, max_length=LONGEST, label=gettext_lazy("Question"))
    answer = PlainText(lines=8, max_length=LONGEST, label=gettext_lazy("Answer"))
    category = OneOf(required=False, label=gettext_lazy("Category"))

    def __init__(self, city: str, data: object = None, initial: object = None) -> None:
        """Offer the city's categories."""
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        category = self.fields["category"]
        if isinstance(category, forms.ChoiceField):
            category.choices = [("", _("None")), *categories_of(city).items()]


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def answer_draft(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Propose words with whatever was found taken out, beside the original with it marked, and keep what is sent."""
    found = _answered_or_404(viewer, number)
    if not may_draft(viewer, found):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, viewer, found, WordsForm(found.city, initial=_proposed(viewer, found)))
    form = WordsForm(found.city, request.POST)
    if form.is_valid():
        try:
            drafted = draft_answer(actor=viewer, matter_id=found.pk, words=Words(**form.cleaned_data))
        except Invalid as invalid:
            put_errors(form, invalid.errors)
        else:
            messages.success(request, _("The draft is kept. Somebody else publishes it."))
            return redirect("desk:answer", answer_id=drafted.pk)
    return _page(request, viewer, found, form, status=422)


@require_POST
@door(sees_matters)
def question_consent(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Write down what whoever asked said by phone or in person."""
    found = _answered_or_404(viewer, number, answered=False)
    said = request.POST.get("agrees")
    if said not in ("yes", "no"):
        raise PermissionDenied
    agree_to_publication(actor=viewer, matter_id=found.pk, agrees=said == "yes")
    messages.success(request, _("It was written down."))
    return redirect("desk:matter", number=found.number)


def _answered_or_404(viewer: Viewer, number: str, *, answered: bool = True) -> Matter:
    found = visible_or_404(viewer, number)
    if not is_question(found) or (answered and asked_of(viewer, found) is None):
        raise Http404
    return found


def _proposed(viewer: Viewer, matter: Matter) -> dict[str, str]:
    """Return the draft that there is, else what stands, else the original without whatever was found."""
    known = answers_of(viewer, matter).first()
    if known and (known.stands or known.published_at is None):
        fields = ("title", "question", "answer", "category")
        return {name: getattr(known, name) for name in fields}
    asked, names = asked_of(viewer, matter), names_in(matter)
    if asked is None:
        return {}
    question = redact(asked.question, names)
    title = question.splitlines()[0][: LONGEST_TITLE // 2] if question else ""
    return {
        "title": title,
        "question": question,
        "answer": redact(asked.answer, names),
        "category": matter.category,
    }


def _page(
    request: HttpRequest, viewer: Viewer, matter: Matter, form: WordsForm, *, status: int = 200
) -> HttpResponse:
    asked, names = asked_of(viewer, matter), names_in(matter)
    originals = (asked.question, asked.answer) if asked else ("", "")
    context = {
        "matter": matter,
        "form": form,
        "agreed": agreed(matter),
        "originals": [marked(text, names) for text in originals],
        "marks": sum(len(find(text, names)) for text in originals),
    }
    return render(request, "desk/consulting/draft.html", context, status=status)


def marked(text: str, names: Sequence[str]) -> Marked:
    """Return a text in pieces, each with what it may say of somebody, and whether that is sure."""
    return [
        (piece.text, str(MARKS[piece.kind]) if piece.kind else "", piece.certain)
        for piece in pieces(text, names)
    ]
