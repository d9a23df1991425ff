"""One act on many matters: those ticked in a list, or all that it holds. Each is judged and done for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanling.domain.matters.access import rows_for_reading, seen_of
from sanling.domain.matters.acting import storable
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import ledger_ways
from sanling.domain.matters.models import Matter
from sanling.domain.matters.over_lists import acts_over_lists, verbs_open
from sanling.domain.matters.queries import inbox, rows_of, tabs_of
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.cleaning import read_digits
from sanling.foundation.delivery.idempotency import fingerprint, once
from sanling.interfaces.components.door import door
from sanling.interfaces.components.legible import storable_query
from sanling.interfaces.desk import picks
from sanling.interfaces.desk.choices import colleagues, places_asked
from sanling.interfaces.desk.matters.batch_form import BatchForm, choices_of_verbs
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.batches.actions.order import MOST, TooManyBatches, one_a_definition, order_batch
from sanling.processes.batches.work import SMALL, work_off


@dataclass(frozen=True)
class Chosen:
    """The matters of an order with the versions that were seen, and one of them for each definition they go by."""

    viewer: Viewer
    picked: Mapping[int, int]
    whole: bool

    @cached_property
    def samples(self) -> list[Matter]:
        """Matters of which the forms are asked for, and by which they are looked at.

        A browser may send any keys: the form of what is out of sight would tell which kind of matter it is.
        """
        return one_a_definition(self.picked if self.whole else seen_of(self.viewer, [*self.picked]))


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def batch(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Order the act for each picked matter and show what becomes of them.

    Asked is first for what the act needs, and of a whole list whether to. Who comes back to the order's address, as
    after choosing another language there, is led to the inbox.
    """
    if request.method != "POST":
        return redirect("desk:inbox")
    form = BatchForm(viewer, request.POST)
    whole = _whole_list(request, viewer)
    chosen = Chosen(viewer, _picked(request) if whole is None else _all_of(whole), whole is not None)
    verb = request.POST.get("act", "")
    if not chosen.picked:
        form.add_error(None, _("Please pick at least one matter."))
    elif len(chosen.picked) > MOST:
        form.add_error(None, _("At most %(most)d matters at once. Please narrow the list.") % {"most": MOST})
    elif verb in acts_over_lists():
        form.ask_for(verb, chosen.samples)
    if form.is_valid() and ("sure" in request.POST or not chosen.whole):
        return _do(request, viewer, form, chosen) or _ask(request, form, chosen, status=422)
    if form.is_valid() or (form.lacks_only_what_it_asks and "sure" not in request.POST):
        return _ask_first(request, viewer, form, chosen)
    return _ask(request, form, chosen, status=422)


def _able(viewer: Viewer, verb: str, chosen: Chosen) -> int:
    """Return with how many of a few matters the act can be done now; of many it is said of each when its turn comes."""
    if len(chosen.picked) > SMALL:
        return len(chosen.picked)
    matters = rows_of(rows_for_reading(viewer).filter(pk__in=chosen.picked))
    able = sum(verb in verbs for verbs in verbs_open(viewer, list(matters)).values())
    if not able:
        raise Invalid({"": _("This can't be done now with any of the matters picked.")})
    return able


def _ask_first(request: HttpRequest, viewer: Viewer, form: BatchForm, chosen: Chosen) -> HttpResponse:
    """Ask for what the act needs, and say with how many matters it can be done."""
    verb, count = form.cleaned_data["act"], len(chosen.picked)
    try:
        able = _able(viewer, verb, chosen)
    except Invalid as invalid:
        form.refuse(invalid.errors)
        return _ask(request, form, chosen, status=422)
    told = ngettext("This concerns %(count)d matter.", "This concerns %(count)d matters.", count)
    messages.info(request, told % {"count": count})
    if able < count:
        told = _("It can be done with %(able)d of them; of the others it will be said why not.")
        messages.info(request, told % {"able": able})
    return _ask(request, form.begun_anew(), chosen)


def _do(request: HttpRequest, viewer: Viewer, form: BatchForm, chosen: Chosen) -> HttpResponse | None:
    """Order what a valid form says, work a small batch off at once, and lead to its results; or say what is wrong."""
    try:
        ordered = _order(request, viewer, form, chosen)
    except TooManyBatches:
        form.add_error(None, _("Three batches are under way already. Please wait until one is done."))
        return None
    except Invalid as invalid:
        form.refuse(invalid.errors)
        return None
    if len(chosen.picked) <= SMALL:
        work_off(ordered)
    return redirect("desk:batch_result", ordered)


def _order(request: HttpRequest, viewer: Viewer, form: BatchForm, chosen: Chosen) -> str:
    """Order a batch, or return the one that was ordered by the same form with the same in it.

    A page to which somebody came back holds the key it had: other matters or another act are another order.
    """
    verb, charged, said = form.cleaned_data["act"], form.charged, storable(form.said)
    sent_as = {name: request.POST.getlist(name) for name in ("key", "whole", "tab", "query", "pick")}
    sent = fingerprint([verb, charged, said, sent_as])
    with once(scope=f"desk.batch.{viewer.key}", key=sent, fingerprint=sent) as attempt:
        if attempt.first():
            _able(viewer, verb, chosen)
            ordered = order_batch(
                actor=viewer,
                verb=verb,
                charged=charged,
                said=said,
                picked=chosen.picked,
                language=get_language() or "zh-hans",
            )
            attempt.keep(str(ordered.pk))
    return str(attempt.result)


def _ask(request: HttpRequest, form: BatchForm, chosen: Chosen, status: int = 200) -> HttpResponse:
    """Show the form of the act, with what is wrong in it."""
    context = {
        "form": form,
        "act": dict(choices_of_verbs()).get(request.POST.get("act", ""), ""),
        "picked": request.POST.getlist("pick"),
        "list": {name: request.POST[name] for name in ("tab", "family", "query") if name in request.POST},
        "whole": chosen.whole,
    }
    return render(request, "desk/matters/batch.html", context, status=status)


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
    form = LedgerForm(viewer, storable_query(QueryDict(request.POST.get("query", ""))))
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
    """Answer posts of one's own unit and of units below it, by what was typed, those near some places first (JSON)."""
    return picks.offered(request, colleagues(viewer, places_asked(request, viewer)))
