"""Draft what the page of rates shows, to be published by a second person."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.indicators.queries import Asked, By, written
from sanling.domain.indicators.tallying import LEVELS
from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import may_draft, reads_publications
from sanling.domain.publications.actions.draft import NothingCounted, Printed, draft
from sanling.domain.publications.drafts import AlreadyReplaced, Contradicts
from sanling.domain.publications.models import Publication
from sanling.domain.publications.wording import period_in_words
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import read_digits
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import OneOf, PlainText, TitleText
from sanling.interfaces.desk.indicators.asking import UNITS, address, read
from sanling.interfaces.desk.publications.published import found_or_404

LONGEST_REMARKS = 2000
RANKING, TABLE = "ranking", "table"
KINDS = {RANKING: gettext_lazy("Ranking"), TABLE: gettext_lazy("Table without ranks")}
LEVEL_NAMES = {
    Level.COUNTY: gettext_lazy("Counties"),
    Level.TOWNSHIP: gettext_lazy("Townships"),
    Level.VILLAGE: gettext_lazy("Villages"),
}


class DraftForm(forms.Form):
    """How what is asked of the rates is to be printed."""

    title = TitleText(label=gettext_lazy("Title"), max_length=120)
    remarks = PlainText(
        label=gettext_lazy("Remarks that are printed"), max_length=LONGEST_REMARKS, lines=5, required=False
    )
    reason = PlainText(label=gettext_lazy("Why it replaces what was printed"), max_length=200)

    def __init__(self, asked: Asked, place: str, *, replaces: bool, data: Any = None) -> None:
        """Offer ranks for outcomes of units alone, and the levels below the place."""
        title = _("Rate by unit: %(place)s, %(period)s, %(indicator)s") % {
            "place": place,
            "period": period_in_words(written(asked.stock, asked.period)),
            "indicator": asked.indicator.name,
        }
        levels = [level for level in LEVELS if level > len(asked.place)]
        chosen = asked.level if asked.by is By.PLACE else ""
        super().__init__(data, auto_id="draft_%s", initial={"title": title, "deep": chosen})
        ranks = asked.indicator.outcome and asked.by is not By.TYPE
        kinds = [(kind, name) for kind, name in KINDS.items() if ranks or kind != RANKING]
        self.fields["kind"] = OneOf(label=_("What it is"), choices=kinds)
        if asked.by is By.PLACE and levels:
            names = [(int(level), LEVEL_NAMES[level]) for level in levels]
            self.fields["deep"] = OneOf(label=_("Level of the units"), choices=names)
        if not replaces:
            del self.fields["reason"]


@require_http_methods(["GET", "HEAD", "POST"])
@door(reads_publications)
def draft_publication(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Draft what the address asks of the rates."""
    asked = read(request, viewer).asked
    if asked is None:
        raise Http404
    if not may_draft(viewer, asked):
        raise PermissionDenied
    replaced = replaced_by(request, viewer)
    place = Division.objects.get(path=asked.place).name
    data = request.POST if request.method == "POST" else None
    form = DraftForm(asked, place, replaces=replaced is not None, data=data)
    if form.is_valid() and (made := _made(viewer, asked, form, replaced)):
        return redirect("desk:publication", publication_id=made.pk)
    context = {
        "form": form,
        "asked": asked,
        "written": written(asked.stock, asked.period),
        "place": place,
        "by": UNITS[asked.by],
        "replaced": replaced,
        "rates_url": address("desk:rates", asked),
    }
    return render(request, "desk/publications/draft.html", context, status=422 if form.errors else 200)


def tell_contradictions(form: forms.Form, error: Contradicts) -> None:
    """Say beside the form which figures contradict: nothing of it was drafted."""
    form.add_error(None, _("What is to be printed contradicts itself; nothing was drafted."))
    for found in error.found:
        form.add_error(None, found)


def replaced_by(request: HttpRequest, viewer: Viewer) -> Publication | None:
    """Return what the address says is to be replaced; 404 for what can't be."""
    said = request.GET.get("replaces", "")
    if not said:
        return None
    key = read_digits(said)
    if key is None:
        raise Http404
    found = found_or_404(viewer, key)
    if found.published_at is None or found.replacement:
        raise Http404
    return found


def _made(viewer: Viewer, asked: Asked, form: DraftForm, replaced: Publication | None) -> Publication | None:
    """Draft it; tell beside the form why it can't be."""
    cleaned = form.cleaned_data
    try:
        return draft(
            actor=viewer,
            asked=replace(asked, deep=int(cleaned.get("deep") or 0)),
            printed=Printed(
                ranked=cleaned["kind"] == RANKING,
                title=cleaned["title"],
                remarks=cleaned["remarks"],
                replaces=replaced.pk if replaced else None,
                reason=cleaned.get("reason", ""),
            ),
        )
    except NothingCounted:
        form.add_error(None, _("Nothing was counted of this, so there is nothing to publish."))
    except AlreadyReplaced:
        form.add_error(
            None, _("What this is to replace is of another place, indicator or time, or replaced already.")
        )
    except Contradicts as error:
        tell_contradictions(form, error)
    return None
