"""A subject's card: how it is, or was on a day, who is in charge of what, and all that was known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post
from sanling.domain.subjects.access import (
    charges_of,
    into_of,
    keeps,
    may_unmask,
    periods_of,
    visible_subjects,
)
from sanling.domain.subjects.completeness import missing_of
from sanling.domain.subjects.config import SubjectsPart, SubjectType
from sanling.domain.subjects.ledgers import part_of, status_names
from sanling.domain.subjects.models import Charge, Period, Subject
from sanling.domain.subjects.queries import posts_in_charge
from sanling.domain.territory.queries import place_names
from sanling.foundation.days import today
from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.privacy.unmask import MAX_PURPOSE_LENGTH, unmask
from sanling.interfaces.components.days import PastDayField
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.pages import sees
from sanling.interfaces.desk.subjects.story import Event, Story, story_of
from sanling.interfaces.desk.subjects.subject_panels import panels_of

sees_subjects = sees("subjects")


class DayForm(forms.Form):
    """The day of which the card is asked."""

    on = PastDayField(gettext_lazy("As it was on"))


class PurposeForm(forms.Form):
    """What a phone is needed for."""

    purpose = PlainText(
        label=gettext_lazy("What do you need it for?"),
        help_text=gettext_lazy("The purpose is recorded together with your post and the time."),
        max_length=MAX_PURPOSE_LENGTH,
    )


@dataclass(frozen=True)
class PersonLine:
    """Somebody in charge of something: of the subject's own, a post of the city, or nobody."""

    duty: str
    name: str
    post: Post | None = None
    charge: Charge | None = None
    phone: str = ""


@dataclass(frozen=True)
class Card:
    """What the page shows."""

    subject: Subject
    kind: str
    into: Subject | None
    facts: Sequence[tuple[str, str]]
    people: Sequence[PersonLine]
    story: Story
    missing: Sequence[str]
    day: date | None
    may_keep: bool
    may_unmask: bool


def visible_or_404(viewer: Viewer, subject_id: int) -> Subject:
    """Return a subject that a viewer may see."""
    found = visible_subjects(viewer).select_related("division")
    subject = found.filter(pk=min(subject_id, 2**63 - 1)).first()
    if subject is None:
        raise Http404
    return subject


@require_GET
@door(sees_subjects)
def subject(request: HttpRequest, viewer: Viewer, subject_id: int) -> HttpResponse:
    """Show a subject as it is, or as it was on a day."""
    found = visible_or_404(viewer, subject_id)
    form = DayForm(request.GET if request.GET.get("on") else None)
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    context = {
        "card": _card(viewer, found, day),
        "form": form,
        "panels": panels_of(viewer, found, day or today()),
    }
    return render(request, "desk/subjects/subject.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_subjects)
def unmask_phone(request: HttpRequest, viewer: Viewer, subject_id: int, charge_id: int) -> HttpResponse:
    """Ask for the purpose, record it, and show the phone of somebody in charge in full, once."""
    found = visible_or_404(viewer, subject_id)
    charge = charges_of(viewer, found).filter(pk=min(charge_id, 2**63 - 1), ends_on=None).first()
    if charge is None or not charge.phone:
        raise Http404
    if not may_unmask(viewer, found):
        raise PermissionDenied
    form = PurposeForm(request.POST if request.method == "POST" else None)
    phone = ""
    if request.method == "POST" and form.is_valid():
        phone = unmask(
            actor=viewer,
            city=found.city,
            subject=f"subject:{found.pk}",
            field=f"phone.{charge.duty}",
            purpose=form.cleaned_data["purpose"],
            reveal=lambda: charge.phone,
        )
    context = {"subject": found, "charge": charge, "form": form, "revealed": phone}
    response = render(request, "desk/subjects/phone.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _card(viewer: Viewer, found: Subject, day: date | None) -> Card:
    part = part_of(found.city)
    periods = list(periods_of(viewer, found))
    shown = next((period for period in periods if _lasts(period, day or today())), None)
    names = place_names({period.division_id for period in periods})
    every = list(charges_of(viewer, found))
    charges = [charge for charge in every if _lasts(charge, day or today())]
    kind = part.by_type.get(found.type)
    return Card(
        subject=found,
        kind=str(kind.name) if kind else found.type,
        into=into_of(viewer, found),
        facts=list(_values(part, kind, shown, names).items()) if shown else [],
        people=list(_people(part, found, charges, with_posts=day is None)),
        story=story_of(
            viewer, found, [*_changes(part, kind, periods, names), *_in_office(part, every)], day or today()
        ),
        missing=[] if day else missing_of(found),
        day=day,
        may_keep=keeps(viewer, found.division_id, (found.type, found.sector)),
        may_unmask=may_unmask(viewer, found),
    )


def _lasts(row: Period | Charge, day: date) -> bool:
    return row.begins_on <= day and (row.ends_on is None or row.ends_on > day)


def _people(
    part: SubjectsPart, found: Subject, charges: Sequence[Charge], *, with_posts: bool
) -> Iterator[PersonLine]:
    by_duty = {charge.duty: charge for charge in charges}
    posts = posts_in_charge(found, but=by_duty) if with_posts else {}
    for duty in part.duties:
        charge = by_duty.get(duty.code)
        post = charge.post if charge else posts.get(duty.code)
        if post:
            yield PersonLine(str(duty.name), post.name, post)
        elif charge:
            phone = mask_phone(charge.phone) if charge.phone else ""
            yield PersonLine(str(duty.name), charge.name, charge=charge, phone=phone)
        elif found.group in duty.groups:
            yield PersonLine(str(duty.name), "")


def _values(
    part: SubjectsPart, kind: SubjectType | None, period: Period, names: dict[str, str]
) -> dict[str, str]:
    """Return what a period says, by what it is called."""
    sector = part.sector_names.get(period.sector)
    fields: dict[str, Any] = (
        {str(field.name): period.fields.get(field.code, "") for field in kind.fields} if kind else {}
    )
    return {
        _("Name of the subject"): period.name,
        _("Status"): status_names()[period.status],
        _("Division"): names[period.division_id],
        _("Sector"): str(sector or period.sector),
        _("Where it is"): period.address,
        _("Longitude and latitude"): "" if period.lon is None else f"{period.lon:.6f}, {period.lat:.6f}",
        **{name: str(value) for name, value in fields.items()},
    }


def _changes(
    part: SubjectsPart, kind: SubjectType | None, periods: Sequence[Period], names: dict[str, str]
) -> Iterator[Event]:
    """Yield what was known from which day on, the latest first: what of it differs from the period before."""
    for period, before in zip(periods, [*periods[1:], None], strict=True):
        if before is None:
            entered = _("Entered: %(name)s") % {"name": period.name}
            yield Event(period.begins_on, _("Facts of the subject"), entered)
            continue
        now, was = _values(part, kind, period, names), _values(part, kind, before, names)
        differs = [
            _("%(label)s: %(before)s → %(after)s")
            % {"label": label, "before": was[label] or "—", "after": now[label] or "—"}
            for label in now
            if now[label] != was[label]
        ]
        words = _("Changed on the same day again") if period.begins_on == period.ends_on else _("Changed")
        if differs:
            yield Event(period.begins_on, _("Facts of the subject"), words, details=differs)


def _in_office(part: SubjectsPart, charges: Sequence[Charge]) -> Iterator[Event]:
    """Yield who came to be in charge of what, and who no longer was."""
    duties = {duty.code: str(duty.name) for duty in part.duties}
    for charge in charges:
        said = {
            "duty": duties.get(charge.duty, charge.duty),
            "name": charge.post.name if charge.post else charge.name,
        }
        if charge.begins_on == charge.ends_on:
            continue
        if charge.ends_on:
            yield Event(charge.ends_on, _("Who is in charge"), _("%(name)s is no longer %(duty)s") % said)
        yield Event(charge.begins_on, _("Who is in charge"), _("%(name)s is %(duty)s") % said)
