"""The audit log, for auditors alone: who did what to which, and whether the log is whole."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import posts_in_reach
from sanling.domain.people.models import Post
from sanling.domain.people.queries import accounts_of
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditPending, AuditRow, AuditSeal
from sanling.foundation.audit.record import record
from sanling.foundation.days import on_days
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.audit.telling import told
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import audits, audits_city
from sanling.interfaces.desk.tasks import VERIFIED, verify_audit

PAGE = 100
ACTS = Listing(
    heads=(
        Head(_("Time")),
        Head(_("What was done")),
        Head(_("Code")),
    ),
    nothing=_("No act meets these filters"),
    icon="shield-check",
)


class AuditForm(forms.Form):
    """Filters of the log."""

    act = PlainText(required=False, max_length=100, label=_("Act begins with"))
    actor = PlainText(
        required=False,
        max_length=100,
        label=_("Actor"),
        widget=forms.TextInput(attrs={"placeholder": _("Full name or code")}),
    )
    subject = PlainText(required=False, max_length=200, label=_("Subject"))
    first = DayField(_("From"))
    last = DayField(_("Until"))


@require_GET
@door(audits)
def audit(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the acts in reach, the latest first; for the whole city's auditors also how the last verification went."""
    form = AuditForm(request.GET)
    context: dict[str, Any] = {"form": form, "whole": viewer.answers_for_city}
    if not form.is_valid():
        return render(request, "desk/audit/audit.html", context, status=422)
    rows, page = newest_first(request, _filtered(viewer, form.cleaned_data), PAGE)
    context["shown"] = ACTS.holding(told(viewer, rows), page)
    if viewer.answers_for_city:
        context |= _sealing(viewer.city)
    return render(request, "desk/audit/audit.html", context)


def _sealing(city: str) -> dict[str, Any]:
    """Return how far the log is sealed and how its last verification went."""
    return {
        "verified": AuditRow.objects.filter(city=city, subject=VERIFIED).order_by("-pk").first(),
        "sealed": AuditSeal.objects.order_by("-position").first(),
        "pending": AuditPending.objects.count(),
    }


def _in_reach(viewer: Viewer) -> QuerySet[AuditRow]:
    """Return the city's rows or, since a row has no place, of what posts in reach did where it isn't the whole city."""
    city = viewer.city
    if not viewer.answers_for_city:
        key = Concat(Value("post:"), Cast("pk", CharField()))
        posts = Post.objects.filter(posts_in_reach(viewer)).values_list(key)
        return AuditRow.objects.filter(city=city, actor_key__in=posts)
    # Acts before a post was chosen (sign-in) belong to no city: they are told where their account is known of.
    return AuditRow.objects.filter(city__in=(city, "")).exclude(city="", subject__in=_strangers(city))


def _filtered(viewer: Viewer, cleaned: dict[str, Any]) -> QuerySet[AuditRow]:
    found = _in_reach(viewer)
    if cleaned["act"]:
        found = found.filter(act__startswith=cleaned["act"])
    if cleaned["actor"]:
        found = found.filter(actor_key__in=_keys_of(viewer.city, cleaned["actor"]))
    if cleaned["subject"]:
        found = found.filter(subject=cleaned["subject"])
    return found.filter(on_days("at", cleaned["first"], cleaned["last"]))


def _keys_of(city: str, actor: str) -> list[str]:
    """Return what may be a key itself, with the keys of the city's accounts of that name and of their posts."""
    accounts = accounts_of(city).filter(display_name=actor)
    posts = Post.objects.filter(user__in=accounts).values_list("pk", flat=True)
    return [actor, *(account.key for account in accounts), *(f"post:{pk}" for pk in posts)]


def _strangers(city: str) -> QuerySet[User, str]:
    """Return the subjects that stand for accounts of other cities alone."""
    key = Concat(Value("user:"), Cast("pk", CharField()))
    return User.objects.exclude(pk__in=accounts_of(city).values("pk")).values_list(key)


@require_POST
@door(audits_city)
def verify(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Queue a verification of the whole chain; its result comes as a notice and stays in the log."""
    with transaction.atomic():
        record(actor=viewer, act="audit.request_verification", subject="audit", city=viewer.city)
        verify_audit.defer(post_id=viewer.post_id)
    return redirect("desk:audit")
