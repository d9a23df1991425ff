"""Choosing who mediates one's own dispute: the nearest by one key, or any of the directory; and asking for another.

The directory is read here, on the page that the own link opens, so that no other address ever has the link in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanling.domain.matters.impartial import SHOWN
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import choices_for, is_mediated
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.domain.mediation.actions.object_to_mediator import LONGEST, object_to_mediator
from sanling.domain.mediation.choosing import may_choose, nearest_of, standings
from sanling.domain.mediation.directory import Asked, listed_mediators, told
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Side
from sanling.domain.mediation.naming import ANSWERED, specialities_of
from sanling.foundation.audit.actor import Actor
from sanling.foundation.cleaning import clean_line, read_digits
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.responses import error_page, secret_page
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.act import ACTS_AN_HOUR, HOUR
from sanling.interfaces.portal.matters.door import Door
from sanling.interfaces.portal.mediation.directory import Card, cards_of
from sanling.interfaces.portal.mediation.opened import at_work, did, open_or_404

MOST_FOUND = 8
DIGITS = 18


class ReasonForm(forms.Form):
    """Why a side wants another mediator."""

    reason = PlainText(lines=3, max_length=LONGEST, label=gettext_lazy("Why you want another mediator"))


@dataclass(frozen=True)
class Chooser:
    """Who chooses in which dispute, and the address of the page that it goes back to."""

    matter: Matter
    actor: Actor
    back: str


@require_http_methods(["GET", "HEAD", "POST"])
def choose_own(request: HttpRequest, door: Door) -> HttpResponse:
    """Let whoever brought a dispute choose."""
    if not door.actor.acts:
        return error_page(request, 403, message=str(SHOWN))
    return _choose(request, Chooser(door.matter, door.actor, door.url("matter")))


@secret_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choose_as_side(request: HttpRequest, token: str) -> HttpResponse:
    """Let a side choose that takes part. The address is the authority."""
    opened = open_or_404(token)
    if opened.side.answer != Side.Answer.CONSENTS:
        raise Http404
    if request.method == "POST" and (answer := at_work(request, opened)):
        return answer
    return _choose(request, Chooser(opened.side.matter, opened.actor, reverse("portal:side", args=[token])))


def _choose(request: HttpRequest, chooser: Chooser) -> HttpResponse:
    matter = chooser.matter
    if not is_mediated(matter) or not part_of(matter.city).kinds:
        raise Http404
    if not matter.open or matter.resolved_at is not None:
        return redirect(chooser.back)
    if request.method != "POST":
        return _draw(request, chooser, ReasonForm())
    counted = hit(scope="portal.choose", key=str(matter.pk), limit=ACTS_AN_HOUR, per=HOUR)
    if isinstance(counted, Over):
        text = _("Too much came from here in a short time. Please try later.")
        return error_page(request, 429, message=text)
    objects = request.POST.get("what") == "object"
    form = ReasonForm(request.POST if objects else {"reason": "-"})
    if form.is_valid() and _do(request, chooser, form, objects=objects):
        messages.success(request, _("It was sent."))
        return redirect(request.path if objects else chooser.back)
    return _draw(request, chooser, form, status=422)


def _do(request: HttpRequest, chooser: Chooser, form: forms.Form, *, objects: bool) -> bool:
    picks, actor, matter = _picks(request.POST), chooser.actor, chooser.matter
    reason = form.cleaned_data["reason"]

    def act() -> None:
        if objects:
            object_to_mediator(actor=actor, matter_id=matter.pk, reason=reason)
        else:
            choose_mediator(actor=actor, matter_id=matter.pk, mediators=picks)

    return did(request, form, act, scope=f"mediation.choose:{actor.key}", content=[reason, picks])


def _picks(sent: QueryDict) -> list[int]:
    """Return the keys of the mediators on the list, each once, in their order."""
    read = (read_digits(person, digits=DIGITS) for person in sent.getlist("pick")[:DIGITS])
    return list(dict.fromkeys(key for key in read if key))


def _draw(request: HttpRequest, chooser: Chooser, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    matter, city = chooser.matter, chooser.matter.city
    free, part = may_choose(matter), part_of(city)
    picks = _picks(request.POST if request.method == "POST" else request.GET)
    known = listed_mediators(city, Asked()).select_related("body").in_bulk(picks)
    listed = [known[pk] for pk in picks if pk in known]
    typed = clean_line(request.GET.get("q", ""))[:40]
    own = list(choices_for(chooser.actor, matter))
    # Nobody is proposed while somebody is asked.
    proposed = nearest_of(matter) if free and not (listed or typed or matter.assignee_id) else []
    near = _with_way(request, cards_of(city, proposed), picks)
    context = {
        "matter": matter,
        "chooser": chooser,
        "form": form if form.is_bound and form.errors else None,
        "object_form": form if form.is_bound else ReasonForm(),
        "key": uuid4().hex,
        "may_choose": free,
        "most": part.most_picks,
        "listed": [(person, _address(request, picks, without=person.pk)) for person in listed],
        "chosen": [(row.mediator, ANSWERED[row.answered]) for row in standings(matter, own[-1])]
        if own
        else [],
        "nearest": near,
        "offered": _offered(request, matter, typed, [*picks, *(card.told.mediator.pk for card in near)])
        if free and len(listed) < part.most_picks
        else [],
        "days": part.told_days,
        "typed": typed,
        "versed": specialities_of(city).get(matter.category, ""),
    }
    profile = profile_for(city)
    return page(request, "portal/mediation/choose.html", context, profile=profile, status=status)


def _offered(request: HttpRequest, matter: Matter, typed: str, shown: Sequence[int]) -> list[Card]:
    """Return those of the directory of that name, or who answer for the place, who don't stand on the page already."""
    asked = Asked(words=typed) if typed else Asked(place=matter.division_id)
    rows = list(listed_mediators(matter.city, asked).exclude(pk__in=shown)[:MOST_FOUND])
    return _with_way(request, cards_of(matter.city, told(matter.city, rows)), _picks(request.GET))


def _with_way(request: HttpRequest, cards: Sequence[Card], picks: Sequence[int]) -> list[Card]:
    """Return cards with the way onto the list."""
    return [replace(card, choose=_address(request, [*picks, card.told.mediator.pk])) for card in cards]


def _address(request: HttpRequest, picks: Sequence[int], *, without: int = 0) -> str:
    """Return the address of this page with another list."""
    query = urlencode([("pick", pk) for pk in picks if pk != without])
    return f"{request.path}?{query}" if query else request.path
