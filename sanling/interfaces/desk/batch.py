"""One act on several matters picked in the inbox: each is done for itself, and each says how it went."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.act import allowed_actions, perform
from sanling.domain.matters.errors import ActError, Invalid, NotAllowed, Stale
from sanling.domain.matters.models import Matter
from sanling.domain.matters.verbs.accept import Accept
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Action
from sanling.foundation import clock
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once
from sanling.interfaces.components.texts import OneOf
from sanling.interfaces.desk import picks
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.pages import sees_matters

MOST = 100


class BatchForm(forms.Form):
    """What is to be done with all that were picked."""

    act = OneOf(
        label=gettext_lazy("Act"),
        choices=[(Accept.code, gettext_lazy("Accept")), (Assign.code, gettext_lazy("Assign to"))],
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)

    def __init__(self, viewer: Viewer, data: QueryDict | None = None) -> None:
        """Offer the posts of one's own unit and of units below it."""
        super().__init__(data)
        self.fields["post"] = picks.PickField(
            picks.PostPicks(_posts_near(viewer)),
            url=reverse("desk:find_post"),
            placeholder=_("Name of a person or unit"),
            label=_("Person"),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Want a person where the act needs one."""
        cleaned = super().clean() or {}
        if cleaned.get("act") == Assign.code and cleaned.get("post") == "":
            self.add_error("post", _("Please choose one from the list."))
        return cleaned


@dataclass(frozen=True)
class Outcome:
    """How it went with one matter."""

    number: str
    title: str
    done: bool
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def batch(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Do the act on each picked matter, whatever becomes of the others, and list the results.

    Who comes back to the list's address, as after choosing another language there, is led to the inbox.
    """
    if request.method != "POST":
        return redirect("desk:inbox")
    form = BatchForm(viewer, request.POST)
    picked = _picked(request)
    if not picked:
        form.add_error(None, _("Please pick at least one matter."))
    if not form.is_valid():
        return render(
            request, "desk/batch.html", {"form": form, "picked": request.POST.getlist("pick")}, status=422
        )
    matters = visible_matters(viewer).select_related("unit", "assignee").defer("search", "text")
    found = matters.in_bulk(picked)
    outcomes = [_one(viewer, found.get(pk), version, form.cleaned_data) for pk, version in picked.items()]
    done = sum(outcome.done for outcome in outcomes)
    summary = ngettext("Done for %(done)d matter of %(all)d.", "Done for %(done)d matters of %(all)d.", done)
    context = {"outcomes": outcomes, "summary": summary % {"done": done, "all": len(outcomes)}}
    return render(request, "desk/batch.html", context)


def _picked(request: HttpRequest) -> dict[int, int]:
    """Return the picked matters' ids with the versions that were seen."""
    picked = {}
    for value in request.POST.getlist("pick")[:MOST]:
        pk, _colon, version = value.partition(":")
        if (
            pk.isascii()
            and pk.isdigit()
            and version.isascii()
            and version.isdigit()
            and len(pk) < 19 > len(version)
        ):
            picked[int(pk)] = int(version)
    return picked


def _one(viewer: Viewer, matter: Matter | None, version: int, cleaned: dict[str, Any]) -> Outcome:
    if matter is None:
        return Outcome("", "", done=False, text=_("This matter is no longer here, or out of your sight."))
    try:
        text = _do(viewer, matter, version, cleaned)
    except Stale:
        return Outcome(
            matter.number, matter.title, done=False, text=_("It has moved on meanwhile; please look again.")
        )
    except Invalid as invalid:
        return Outcome(matter.number, matter.title, done=False, text=" ".join(invalid.errors.values()))
    except NotAllowed as refused:
        return Outcome(matter.number, matter.title, done=False, text=refused.reason)
    except (ActError, InvalidKey, KeyReused):
        return Outcome(matter.number, matter.title, done=False, text=_("This could not be done."))
    return Outcome(matter.number, matter.title, done=True, text=text)


def _do(viewer: Viewer, matter: Matter, version: int, cleaned: dict[str, Any]) -> str:
    allowed = allowed_actions(viewer, matter)
    action = next((one for one in allowed if one.verb == cleaned["act"]), None)
    if action is None:
        codes = [one.code for one in allowed]
        raise NotAllowed(action=cleaned["act"], reason=_("This can't be done now."), allowed=codes)
    fields = _fields(action, cleaned)
    sent = fingerprint([matter.pk, version, action.code, fields])
    key = f"{cleaned['key']}:{matter.pk}"
    with once(scope=f"desk.act.{viewer.key}", key=key, fingerprint=sent) as attempt:
        if attempt.first():
            entry = perform(
                actor=viewer, matter_id=matter.pk, action=action.code, version=version, fields=fields
            )
            attempt.keep({"entry": entry.pk})
    return _("Done: %(act)s") % {"act": action.name}


def _fields(action: Action, cleaned: dict[str, Any]) -> dict[str, Any]:
    return {field.code: cleaned["post"] for field in action.fields if field_type(field.type).names == "post"}


@require_GET
@door(sees_matters)
def find_post(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer posts of one's own unit and of units below it, by what was typed (JSON)."""
    return picks.offered(request, picks.PostPicks(_posts_near(viewer)))


def _posts_near(viewer: Viewer) -> QuerySet[Post]:
    at = viewer.own.unit_division
    return Post.objects.filter(
        in_office(clock.now()), unit__city=viewer.city, unit__division__path__startswith=at
    )
