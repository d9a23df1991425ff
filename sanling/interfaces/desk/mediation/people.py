"""Who mediates at a body: added by a post or by name, changed and ended by who keeps the body's unit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.mediation.actions.add_mediators import NewMediator, add_mediators
from sanling.domain.mediation.actions.change_mediator import change_mediator
from sanling.domain.mediation.actions.end_mediator import end_mediator
from sanling.domain.mediation.keeping import SAID, part_of
from sanling.domain.mediation.models import Body, Mediator
from sanling.domain.mediation.naming import names_of, specialities_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import keeps_unit
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_city, in_office
from sanling.foundation import clock
from sanling.foundation.opening import Opening
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import NameText, OneOf, OpeningField, SomeOf
from sanling.interfaces.desk.choices import PostPicks, own_places
from sanling.interfaces.desk.mediation.bodies import kept_body_or_404
from sanling.interfaces.desk.pages import administers
from sanling.interfaces.desk.people.staffing import tell
from sanling.interfaces.desk.picks import PickField, offered


class MediatorForm(forms.Form):
    """What is told of a mediator; of a new one also who it is."""

    profession = OneOf(label=gettext_lazy("Profession"))
    specialities = SomeOf(
        label=gettext_lazy("Versed in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: all kinds of disputes."),
    )
    languages = SomeOf(label=gettext_lazy("Languages"), required=False, widget=forms.CheckboxSelectMultiple)
    hours = OpeningField(
        required=False,
        max_length=120,
        label=gettext_lazy("When free"),
        help_text=gettext_lazy(
            "Such as 8:30-12:00, 14:00-17:30: on working days, holidays left out. Or: every day 9:00-18:00, 24 hours."
        ),
    )
    listed = forms.BooleanField(
        required=False,
        label=gettext_lazy("Agrees to stand in the directory that residents read, by name"),
    )

    def __init__(
        self, viewer: Viewer, body: Body, mediator: Mediator | None = None, data: Any = None
    ) -> None:
        """Offer what the city's profile has; of somebody new the posts near the body."""
        initial = {name: getattr(mediator, name) for name in SAID} if mediator else {"languages": []}
        if mediator:
            initial["hours"] = str(Opening.spelt(mediator.hours) or "")
        super().__init__(data, auto_id="mediator_%s", initial=initial)
        city = body.unit.city
        _kinds, professions, languages = names_of(city)
        offered_codes = {
            "profession": professions,
            "languages": languages,
            "specialities": specialities_of(city),
        }
        for name, choices in offered_codes.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [*choices.items()]
        if mediator is None:
            self._ask_who(viewer, body)

    def _ask_who(self, viewer: Viewer, body: Body) -> None:
        self.fields["post"] = PickField(
            posts_offered(viewer, body.unit.division_id),
            url=f"{reverse('desk:find_mediator_post')}?body={body.pk}",
            placeholder=_("Name of a person or unit"),
            required=False,
            label=_("Works on the platform as"),
            help_text=_("Name and places are those of the post."),
        )
        self.fields["name"] = NameText(
            required=False,
            max_length=60,
            label=_("Or the name of somebody who has no account"),
        )
        self.order_fields(["post", "name"])

    def said(self) -> dict[str, Any]:
        """Return what is told of the mediator."""
        return {name: self.cleaned_data[name] for name in SAID}


def posts_offered(viewer: Viewer, near: str) -> PostPicks:
    """Return the posts of the city that are held, the nearest to a place and those that mediate first."""
    held = Post.objects.filter(in_office(clock.now()), in_city(viewer.city, "unit__city"))
    return PostPicks(
        held, viewer.city, (near,) if near else own_places(viewer), roles=part_of(viewer.city).roles
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def add(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """Add somebody to a body."""
    body = kept_body_or_404(viewer, body_id)
    form = MediatorForm(viewer, body, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        post = form.cleaned_data["post"]
        new = NewMediator(
            body_id=body.pk,
            post_id=int(post) if post else None,
            name=form.cleaned_data["name"],
            **form.said(),
        )
        try:
            (added,) = add_mediators(actor=viewer, new=[new])
        except ValidationError as error:
            tell(form, error, {})
        else:
            messages.success(request, _("%(unit)s is added.") % {"unit": added.name})
            return redirect("desk:mediation_body", body_id=body.pk)
    context = {"form": form, "body": body}
    return render(request, "desk/mediation/add_mediator.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def change_person(request: HttpRequest, viewer: Viewer, mediator_id: int) -> HttpResponse:
    """Change what is told of a mediator, or end the work at the body."""
    mediator = _kept_or_404(viewer, mediator_id)
    data = request.POST if request.method == "POST" else None
    form = MediatorForm(viewer, mediator.body, mediator, data)
    if request.method == "POST" and form.is_valid():
        try:
            change_mediator(actor=viewer, mediator_id=mediator.pk, said=form.said())
        except ValidationError as error:
            tell(form, error, {})
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:mediation_body", body_id=mediator.body_id)
    context = {"form": form, "person": mediator, "body": mediator.body}
    return render(request, "desk/mediation/change_mediator.html", context, status=422 if form.errors else 200)


@require_POST
@door(administers)
def end_person(request: HttpRequest, viewer: Viewer, mediator_id: int) -> HttpResponse:
    """End somebody's work at a body; the post stays."""
    mediator = _kept_or_404(viewer, mediator_id)
    end_mediator(actor=viewer, mediator_id=mediator.pk)
    messages.success(request, _("%(name)s mediates here no more.") % {"name": mediator.name})
    return redirect("desk:mediation_body", body_id=mediator.body_id)


@require_GET
@door(administers)
def find_mediator_post(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer posts that may mediate, by their holder's or unit's name, those near a body first (JSON)."""
    asked = request.GET.get("body", "")[:18]
    near = ""
    if asked.isascii() and asked.isdigit():
        near = kept_body_or_404(viewer, int(asked)).unit.division_id
    return offered(request, posts_offered(viewer, near))


def _kept_or_404(viewer: Viewer, mediator_id: int) -> Mediator:
    of_city = Mediator.objects.filter(in_city(viewer.city), ends_on=None).select_related(
        "body__unit__division"
    )
    mediator = of_city.filter(pk=min(mediator_id, 2**63 - 1)).first()
    if mediator is None:
        raise Http404
    if not keeps_unit(viewer, mediator.body.unit):
        raise PermissionDenied
    return mediator
