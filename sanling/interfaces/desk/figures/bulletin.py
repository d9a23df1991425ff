"""Draft a monthly bulletin of a place, to be published by a second person."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import reads_publications
from sanling.domain.publications.actions.draft import NothingCounted
from sanling.domain.publications.drafts import AlreadyReplaced, Contradicts
from sanling.domain.publications.models import Publication
from sanling.domain.publications.wording import period_in_words as month_in_words
from sanling.domain.territory.models import Division
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import address, asked_by
from sanling.interfaces.components.texts import PlainText, TitleText
from sanling.interfaces.desk.publications.drafting import (
    LONGEST_REMARKS,
    replaced_by,
    tell_contradictions,
)
from sanling.processes.figures.actions.draft_bulletin import Heading, draft_bulletin
from sanling.processes.figures.bulletins.compiling import chosen, may_draft_bulletin
from sanling.processes.figures.indicators import Asked
from sanling.processes.figures.periods import Grain
from sanling.processes.figures.words import period_in_words


class BulletinForm(forms.Form):
    """Under which title a bulletin is printed, and what is said in it besides its figures."""

    title = TitleText(label=gettext_lazy("Title"), max_length=120)
    remarks = PlainText(
        label=gettext_lazy("Remarks that are printed"),
        max_length=LONGEST_REMARKS,
        lines=5,
        required=False,
        help_text=gettext_lazy("Numbers in them are verified with the rest before it goes out."),
    )
    reason = PlainText(label=gettext_lazy("Why it replaces what was printed"), max_length=200)

    def __init__(self, asked: Asked, place: str, *, replaces: bool, data: Any = None) -> None:
        """Propose a title."""
        said = {"place": place, "period": month_in_words(str(asked.period))}
        title = _("%(place)s: bulletin of grassroots governance, %(period)s") % said
        super().__init__(data, auto_id="bulletin_%s", initial={"title": title})
        if not replaces:
            del self.fields["reason"]


@require_http_methods(["GET", "HEAD", "POST"])
@door(reads_publications)
def bulletin_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Draft the bulletin of the place and month of the address."""
    asked = asked_by(request, viewer)
    if asked.period.grain is not Grain.MONTH:
        raise Http404
    if not may_draft_bulletin(viewer, asked.place):
        raise PermissionDenied
    replaced = replaced_by(request, viewer)
    place = Division.objects.get(path=asked.place).name
    data = request.POST if request.method == "POST" else None
    form = BulletinForm(asked, place, replaces=replaced is not None, data=data)
    if form.is_valid() and (made := _made(viewer, asked, form, replaced)):
        return redirect("desk:publication", publication_id=made.pk)
    of = chosen(viewer, asked.place)
    context = {
        "form": form,
        "place": place,
        "period": period_in_words(asked.period),
        "before": address("desk:draft_bulletin", Asked(asked.place, asked.period.before())),
        "back": address("desk:overview", asked),
        "figures": [str(figure.name) for figure in of.figures],
        "replaced": replaced,
    }
    return render(request, "desk/figures/bulletin.html", context, status=422 if form.errors else 200)


def _made(
    viewer: Viewer, asked: Asked, form: BulletinForm, replaced: Publication | None
) -> Publication | None:
    """Draft it; tell beside the form why it can't be."""
    cleaned = form.cleaned_data
    heading = Heading(
        title=cleaned["title"],
        remarks=cleaned["remarks"],
        replaces=replaced.pk if replaced else None,
        reason=cleaned.get("reason", ""),
    )
    try:
        return draft_bulletin(actor=viewer, place=asked.place, month=asked.period, heading=heading)
    except NothingCounted:
        form.add_error(None, _("Nothing was counted of this, so there is nothing to publish."))
    except AlreadyReplaced:
        form.add_error(
            None, _("What this is to replace is of another place, indicator or time, or replaced already.")
        )
    except Contradicts as error:
        tell_contradictions(form, error)
    return None
