"""Posts that one person gave to people of their own making: a second one confirms or rejects them here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.decide_appointment import decide_appointment
from sanling.domain.people.config import role_rules
from sanling.domain.people.giving import to_confirm
from sanling.domain.people.keeping import changes_to_confirm
from sanling.domain.people.models import Appointment, PhoneChange, Post, WeComChange
from sanling.foundation.labels import Label
from sanling.foundation.privacy.mask import mask_phone
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.decision import LARGEST, decided_before, is_confirmed
from sanling.interfaces.desk.pages import confirms_posts

SHOWN = 50
NAMED = 20
COLLEAGUES = Listing(
    heads=(
        Head(_("Person")),
        Head(_("Role")),
        Head(_("Unit")),
        Head(_("Jurisdiction")),
        Head(_("Mobile phone")),
    ),
    nothing="",
)


@dataclass(frozen=True)
class NewColleague:
    """A post that waits, and what tells whether its holder is a real colleague."""

    post: Post
    role: Label
    phone: str
    divisions: str


@require_GET
@door(confirms_posts)
def confirmations(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List what this post may confirm, the oldest first."""
    rows = [
        (appointment, COLLEAGUES.holding(list(_colleagues(appointment))))
        for appointment in _offered(viewer)[:SHOWN]
    ]
    phones = [(change, mask_phone(change.phone)) for change in changes_to_confirm(viewer, PhoneChange, SHOWN)]
    context = {"rows": rows, "phones": phones, "members": changes_to_confirm(viewer, WeComChange, SHOWN)}
    return render(request, "desk/people/confirmations.html", context)


@require_POST
@door(confirms_posts)
def decide(request: HttpRequest, viewer: Viewer, appointment_id: int) -> HttpResponse:
    """Confirm or reject all of an appointment that waits."""
    confirmed = is_confirmed(request)
    try:
        done = decide_appointment(
            actor=viewer, appointment_id=min(appointment_id, LARGEST), confirmed=confirmed
        )
    except Appointment.DoesNotExist:
        known = Appointment.objects.filter(by__unit__city=viewer.city)
        return decided_before(request, known, appointment_id, to="desk:confirmations")
    if confirmed:
        told = ngettext("%(count)d post is confirmed.", "%(count)d posts are confirmed.", done)
    else:
        told = ngettext("%(count)d post is taken back.", "%(count)d posts are taken back.", done)
    messages.success(request, told % {"count": done})
    return redirect("desk:confirmations")


def _offered(viewer: Viewer) -> QuerySet[Appointment]:
    """Return the appointments all of whose waiting posts a viewer may confirm, with the first of these."""
    waiting = Post.objects.filter(waiting=True)
    of_each = waiting.filter(appointment=OuterRef("pk"))
    foreign = of_each.exclude(pk__in=to_confirm(viewer).values("pk"))
    first = waiting.select_related("user", "unit").prefetch_related("jurisdictions__division").order_by("pk")
    return (
        Appointment.objects.filter(Exists(of_each), ~Exists(foreign))
        .annotate(count=Count("posts", filter=Q(posts__waiting=True)))
        .select_related("by__unit")
        .prefetch_related(Prefetch("posts", first[:NAMED], to_attr="first_waiting"))
        .order_by("pk")
    )


def _colleagues(appointment: Any) -> Iterator[NewColleague]:
    for post in appointment.first_waiting:
        yield NewColleague(
            post=post,
            role=role_rules(post.unit.city, post.role).name,
            phone=mask_phone(post.user.phone or ""),
            divisions="、".join(row.division.name for row in post.jurisdictions.all()),
        )
