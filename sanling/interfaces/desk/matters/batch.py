"""One act on many matters: those ticked in a list, or all that it holds. Each is judged and done for itself."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import ledger_ways
from sanling.domain.matters.models import Matter
from sanling.domain.matters.queries import inbox, tabs_of
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.verbs import verbs_over_lists
from sanling.foundation import clock
from sanling.foundation.cleaning import read_digits
from sanling.foundation.delivery.idempotency import fingerprint, once
from sanling.interfaces.components.legible import storable_query
from sanling.interfaces.components.texts import OneOf
from sanling.interfaces.desk import picks
from sanling.interfaces.desk.choices import colleagues
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.batches.actions.order import MOST, TooManyBatches, charges, order_batch
from sanling.processes.batches.work import SMALL, work_off


def choices_of_verbs() -> list[tuple[str, str]]:
    """Return the verbs that say that they may be done to a whole list, with what they are called there."""
    return [(code, str(verb.over_lists)) for code, verb in verbs_over_lists().items()]


class BatchForm(forms.Form):
    """What is to be done with all that were picked."""

    act = OneOf(label=gettext_lazy("Act"), choices=choices_of_verbs)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)

    def __init__(self, viewer: Viewer, data: QueryDict | None = None) -> None:
        """Offer the posts of one's own unit and of units below it."""
        super().__init__(data)
        self.fields["post"] = picks.PickField(
            colleagues(viewer),
            url=reverse("desk:find_post"),
            placeholder=_("Name of a person or unit"),
            label=_("Person"),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Want a person where the act needs one."""
        cleaned = super().clean() or {}
        if charges(cleaned.get("act", "")) and cleaned.get("post") == "":
            self.add_error("post", _("Please choose one from the list."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def batch(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Order the act for each picked matter and show what becomes of them; of a whole list ask first whether to.

    Who comes back to the order's address, as after choosing another language there, is led to the inbox.
    """
    if request.method != "POST":
        return redirect("desk:inbox")
    form = BatchForm(viewer, request.POST)
    whole = _whole_list(request, viewer)
    picked = _picked(request) if whole is None else _all_of(whole)
    if not picked:
        form.add_error(None, _("Please pick at least one matter."))
    elif len(picked) > MOST:
        form.add_error(None, _("At most %(most)d matters at once. Please narrow the list.") % {"most": MOST})
    if form.is_valid() and (whole is None or "sure" in request.POST):
        try:
            ordered = _order(request, viewer, form.cleaned_data, picked)
        except TooManyBatches:
            form.add_error(None, _("Three batches are under way already. Please wait until one is done."))
        else:
            if len(picked) <= SMALL:
                work_off(ordered)
            return redirect("desk:batch_result", ordered)
    return _ask(request, form, picked, whole=whole is not None)


def _order(request: HttpRequest, viewer: Viewer, cleaned: dict[str, Any], picked: dict[int, int]) -> str:
    """Order a batch, or return the one that was ordered by the same form with the same in it.

    A page to which somebody came back holds the key it had: other matters or another act are another order.
    """
    charged = int(cleaned["post"]) if charges(cleaned["act"]) else None
    said = {name: request.POST.getlist(name) for name in ("key", "whole", "tab", "query", "pick")}
    sent = fingerprint([cleaned["act"], charged, said])
    with once(scope=f"desk.batch.{viewer.key}", key=sent, fingerprint=sent) as attempt:
        if attempt.first():
            ordered = order_batch(
                actor=viewer,
                verb=cleaned["act"],
                charged=charged,
                picked=picked,
                language=get_language() or "zh-hans",
            )
            attempt.keep(str(ordered.pk))
    return str(attempt.result)


def _ask(request: HttpRequest, form: BatchForm, picked: dict[int, int], *, whole: bool) -> HttpResponse:
    """Show the form once more, with what is wrong in it or with how many matters a whole list has."""
    if whole and form.is_valid():
        summary = ngettext("This concerns %(count)d matter.", "This concerns %(count)d matters.", len(picked))
        messages.info(request, summary % {"count": len(picked)})
        # Each asking may be followed by an order: by now the list may hold others than when it was asked before.
        form.data = request.POST.copy()
        form.data["key"] = uuid4().hex
    context = {
        "form": form,
        "picked": request.POST.getlist("pick"),
        "list": {name: request.POST[name] for name in ("tab", "family", "query") if name in request.POST},
        "whole": whole,
    }
    return render(request, "desk/matters/batch.html", context, status=200 if form.is_valid() else 422)


def _picked(request: HttpRequest) -> dict[int, int]:
    """Return the picked matters' ids with the versions that were seen."""
    picked = {}
    for value in request.POST.getlist("pick")[:SMALL]:
        key, _colon, seen = value.partition(":")
        pk, version = read_digits(key), read_digits(seen, digits=9)
        if pk is not None and version is not None:
            picked[pk] = version
    return picked


def _whole_list(request: HttpRequest, viewer: Viewer) -> Sequence[QuerySet[Matter]] | None:
    """Return the matters of the list that is meant as a whole: a tab of the inbox, or what the ledger shows."""
    if "whole" not in request.POST:
        return None
    if "tab" in request.POST:
        tab, family = request.POST["tab"], request.POST.get("family", REPORTED)
        return inbox(viewer, tab, clock.now(), family) if tab in tabs_of(family) else ()
    form = LedgerForm(viewer, storable_query(QueryDict(request.POST.get("query", "")[:4000])))
    return ledger_ways(viewer, form.criteria(), clock.now()) if form.is_valid() else ()


def _all_of(ways: Sequence[QuerySet[Matter]]) -> dict[int, int]:
    """Return the ids of a list's matters with their versions, as far as a batch may go and one further."""
    found: dict[int, int] = {}
    for way in ways:
        found.update(way.order_by("pk").values_list("pk", "version")[: MOST + 1])
    return dict(list(found.items())[: MOST + 1])


@require_GET
@door(sees_matters)
def find_post(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer posts of one's own unit and of units below it, by what was typed (JSON)."""
    return picks.offered(request, colleagues(viewer))
