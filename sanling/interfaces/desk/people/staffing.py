"""Giving posts, ending them, and arranging who stands in: for those whose role gives them, within their reach."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.people.access import Viewer, is_in_office
from sanling.domain.people.actions.appoint import appoint
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.end_substitution import end_substitution
from sanling.domain.people.actions.seek_person import SeekingRefused, count_seeking
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.config import role_rules
from sanling.domain.people.giving import may_change, roles_given
from sanling.domain.people.guarded import called_in
from sanling.domain.people.models import Post, Substitution, Unit
from sanling.domain.people.queries import lasting_posts, roles_of
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.choices import PostPicks, own_places
from sanling.interfaces.desk.pages import gives_posts
from sanling.interfaces.desk.people.sights import sights_of
from sanling.interfaces.desk.people.staffing_forms import AppointForm, LeaveForm, PersonPicks, stand_ins
from sanling.interfaces.desk.picks import offered

# What the actions call a field, and what it is called on the page; a phone that is refused is the new account's.
_APPOINT = {
    "user": "person",
    "display_name": "name",
    "phone": "mobile",
    "paths": "divisions",
    "ends_at": "ends_on",
}
_LEAVE = {"ends_at": "last"}


@require_http_methods(["GET", "HEAD", "POST"])
@door(gives_posts)
def appoint_to(request: HttpRequest, viewer: Viewer, unit_id: int) -> HttpResponse:
    """Give a post at a unit, to a colleague or to somebody who gets an account with it."""
    unit = Unit.objects.filter(pk=unit_id, city=viewer.city, ends_on=None).first()
    if unit is None:
        raise Http404
    roles = roles_given(viewer, unit)
    data = request.POST if request.method == "POST" else None
    form = AppointForm(viewer, unit, roles, _lines(unit), data)
    if "role" not in form.fields:
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        post = _appointed(viewer, form)
        if post:
            told = (
                _("The post of %(name)s works once a second person has confirmed it.")
                if post.waiting
                else _("%(name)s has the post.")
            )
            messages.success(request, told % {"name": post.name})
            return redirect("desk:unit", unit_id=unit.pk)
    context = {"unit": unit, "form": form, "sights": sights_of(unit.city, roles & roles_of(unit))}
    return render(request, "desk/people/appoint.html", context, status=422 if form.errors else 200)


def _lines(unit: Unit) -> list[tuple[str, str]]:
    """Return the lines that a post can be narrowed to: those of the unit, or else the kinds of matter."""
    called = called_in(unit.city)
    names = called.lines
    return [(code, names.get(code, code)) for code in unit.lines or called.kinds]


def _appointed(viewer: Viewer, form: AppointForm) -> Post | None:
    """Do it, account and post or neither; ``None`` when it could not be done, with the reason in the form."""
    cleaned = form.cleaned_data
    try:
        if cleaned["mobile"]:
            # That it belongs to an account already is told.
            count_seeking(actor=viewer, where="account")
        with transaction.atomic():
            user = (
                User.objects.get(pk=cleaned["person"])
                if cleaned["person"]
                else create_user(
                    actor=viewer,
                    username=cleaned["username"],
                    display_name=cleaned["name"],
                    phone=cleaned["mobile"],
                )
            )
            return appoint(actor=viewer, new=form.new_post(user))
    except ValidationError as error:
        tell(form, error, _APPOINT)
    except SeekingRefused as refused:
        form.add_error("mobile", str(refused))
    return None


def tell(form: Form, error: ValidationError, names: dict[str, str]) -> None:
    """Put what an action refused at the fields of a form; ``names`` says where they are called otherwise."""
    for field, texts in error.message_dict.items():
        name = names.get(field, field)
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


@require_http_methods(["GET", "HEAD", "POST"])
@door(gives_posts)
def post_page(request: HttpRequest, viewer: Viewer, post_id: int) -> HttpResponse:
    """Show a post with its leaves; arrange another, or end the post."""
    post = _or_404(viewer, post_id)
    form = LeaveForm(viewer, post, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        begins_at, ends_at = form.span()
        try:
            substitute(
                actor=viewer,
                post_id=post.pk,
                substitute_id=int(form.cleaned_data["substitute"]),
                begins_at=begins_at,
                ends_at=ends_at,
            )
        except ValidationError as error:
            tell(form, error, _LEAVE)
        else:
            messages.success(request, _("The leave is arranged."))
            return redirect("desk:post", post_id=post.pk)
    now = clock.now()
    context = {
        "post": post,
        "form": form,
        "role": role_rules(viewer.city, post.role),
        "begun": is_in_office(post, now),
        "divisions": [
            jurisdiction.division for jurisdiction in post.jurisdictions.select_related("division")
        ],
        "leaves": post.substitutions.filter(ends_at__gt=now)
        .select_related("substitute__unit")
        .order_by("begins_at"),
        "now": now,
        "sights": sights_of(viewer.city, {post.role}),
    }
    return render(request, "desk/people/post.html", context, status=422 if form.errors else 200)


@require_POST
@door(gives_posts)
def end(request: HttpRequest, viewer: Viewer, post_id: int) -> HttpResponse:
    """End a post now."""
    post = _or_404(viewer, post_id)
    end_post(actor=viewer, post_id=post.pk)
    messages.success(request, _("%(name)s no longer has the post.") % {"name": post.name})
    return redirect("desk:unit", unit_id=post.unit_id)


@require_POST
@door(gives_posts)
def end_leave(request: HttpRequest, viewer: Viewer, post_id: int, leave_id: int) -> HttpResponse:
    """End a leave now, or take one back that has not begun."""
    post = _or_404(viewer, post_id)
    leave = Substitution.objects.filter(pk=leave_id, post=post).first()
    if leave is None:
        raise Http404
    end_substitution(actor=viewer, substitution_id=leave.pk)
    messages.success(request, _("The leave has ended."))
    return redirect("desk:post", post_id=post.pk)


def _or_404(viewer: Viewer, post_id: int) -> Post:
    """Return a post of the city that lasts; forbidden unless the viewer gives such posts, and never one's own."""
    post = lasting_posts().filter(pk=post_id, unit__city=viewer.city).first()
    if post is None:
        raise Http404
    if not may_change(viewer, post):
        raise PermissionDenied
    return post


@require_GET
@door(gives_posts)
def find_person(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer people with an account, by name or whole username (JSON)."""
    return offered(request, PersonPicks(viewer))


@require_GET
@door(gives_posts)
def find_stand_in(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer posts that may stand in, by their holder's or unit's name (JSON)."""
    return offered(request, PostPicks(stand_ins(viewer), viewer.city, own_places(viewer)))
