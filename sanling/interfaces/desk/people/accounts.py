"""Accounts of staff: found, ended, taken up again, given another phone, by the administrators of their places."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.ask_phone_change import ask_phone_change
from sanling.domain.people.actions.ask_wecom_change import ask_wecom_change
from sanling.domain.people.actions.change_email import change_email
from sanling.domain.people.actions.end_account import end_account
from sanling.domain.people.actions.invite_again import invite_again
from sanling.domain.people.actions.seek_person import SeekingRefused, count_seeking
from sanling.domain.people.actions.take_up_account import take_up_account
from sanling.domain.people.config import role_rules
from sanling.domain.people.keeping import accounts_in_reach, keeps_account
from sanling.domain.people.models import PhoneChange, Post, WeComChange
from sanling.domain.people.queries import lasting_posts
from sanling.foundation.accounts.invitations import open_invitations
from sanling.foundation.accounts.models import User, username_of, wecom_id_of
from sanling.foundation.accounts.proof import way_to_proof
from sanling.foundation.accounts.wecom_sign_in import is_offered
from sanling.foundation.cleaning import clean_line
from sanling.foundation.labels import Label
from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.variants import spellings
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import PhoneField, PlainText
from sanling.interfaces.desk.pages import administers
from sanling.interfaces.desk.people.staffing import tell

SHOWN = 50
ACCOUNTS = Listing(
    heads=(
        Head(gettext_lazy("Person")),
        Head(gettext_lazy("Username")),
        Head(gettext_lazy("Mobile phone")),
        Head(gettext_lazy("Account")),
    ),
    nothing=gettext_lazy("No account of that name"),
    what_to_do=gettext_lazy("Search by a part of the name, or by the whole username."),
    icon="users",
    linked=True,
)


class WeComForm(forms.Form):
    """The member of WeCom that an account is."""

    wecom_id = PlainText(
        label=gettext_lazy("Member's account in WeCom"),
        help_text=gettext_lazy("As WeCom's address book says it. A second person confirms it."),
        max_length=64,
    )

    def clean_wecom_id(self) -> str:
        """Return it in its one spelling."""
        return wecom_id_of(self.cleaned_data["wecom_id"])


class PhoneChangeForm(forms.Form):
    """Another phone for an account."""

    phone = PhoneField(
        label=gettext_lazy("New mobile phone"),
        help_text=gettext_lazy(
            "A second person confirms it. Then all sessions end, and codes go to this number."
        ),
    )


class EmailForm(forms.Form):
    """Where an account's notices go by mail."""

    email = PlainText(
        label=gettext_lazy("Email for notices"),
        help_text=gettext_lazy("Messages there tell a number and nothing else. It lets nobody in."),
        required=False,
        max_length=254,
    )


@dataclass(frozen=True)
class AccountRow:
    """An account as the list shows it."""

    user: User
    phone: str


@require_GET
@door(administers)
def accounts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Find accounts in reach by name or username; the ended ones are among them."""
    typed = clean_line(request.GET.get("q", ""))[:60]
    found = accounts_in_reach(viewer).exclude(pk=viewer.user_id)
    if typed:
        found = found.filter(Q(display_name__iregex=spellings(typed)) | Q(username=username_of(typed)))
    rows = [
        AccountRow(user, mask_phone(user.phone or "")) for user in found.order_by("is_active", "-pk")[:SHOWN]
    ]
    context = {"typed": typed, "shown": ACCOUNTS.holding(rows), "most": SHOWN if len(rows) == SHOWN else 0}
    return render(request, "desk/people/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def account(request: HttpRequest, viewer: Viewer, user_id: int) -> HttpResponse:
    """Show an account with its posts; ask for another phone of it."""
    user = _or_404(viewer, user_id)
    form = PhoneChangeForm(request.POST if request.method == "POST" else None, auto_id="account_%s")
    if request.method == "POST" and form.is_valid():
        due = _proof_first(request, user)
        if due:
            return due
        try:
            # That a number belongs to an account already is told.
            count_seeking(actor=viewer, where="account")
            ask_phone_change(actor=viewer, user_id=user.pk, phone=form.cleaned_data["phone"])
        except ValidationError as error:
            tell(form, error, {})
        except SeekingRefused as refused:
            form.add_error("phone", str(refused))
        else:
            messages.success(request, _("The new phone works once a second person has confirmed it."))
            return redirect("desk:account", user_id=user.pk)
    return render(
        request, "desk/people/account.html", _context(user, form), status=422 if form.errors else 200
    )


@require_POST
@door(administers)
def account_email(request: HttpRequest, viewer: Viewer, user_id: int) -> HttpResponse:
    """Note where an account's notices go by mail."""
    user = _or_404(viewer, user_id)
    form = EmailForm(request.POST, auto_id="account_%s")
    if form.is_valid():
        try:
            change_email(actor=viewer, user_id=user.pk, email=form.cleaned_data["email"])
        except ValidationError as error:
            tell(form, error, {})
        else:
            messages.success(request, _("The email address is saved."))
            return redirect("desk:account", user_id=user.pk)
    context = _context(user, PhoneChangeForm(auto_id="account_%s"), form)
    return render(request, "desk/people/account.html", context, status=422)


@require_POST
@door(administers)
def account_wecom(request: HttpRequest, viewer: Viewer, user_id: int) -> HttpResponse:
    """Ask that an account be joined to a member of WeCom."""
    user = _or_404(viewer, user_id)
    form = WeComForm(request.POST, auto_id="account_%s")
    if form.is_valid():
        due = _proof_first(request, user)
        if due:
            return due
        try:
            ask_wecom_change(actor=viewer, user_id=user.pk, wecom_id=form.cleaned_data["wecom_id"])
        except ValidationError as error:
            tell(form, error, {})
        else:
            messages.success(request, _("It works once a second person has confirmed it."))
            return redirect("desk:account", user_id=user.pk)
    context = _context(user, PhoneChangeForm(auto_id="account_%s"), wecom_form=form)
    return render(request, "desk/people/account.html", context, status=422)


def _context(
    user: User,
    form: PhoneChangeForm,
    email_form: EmailForm | None = None,
    wecom_form: WeComForm | None = None,
) -> dict[str, Any]:
    waiting = PhoneChange.objects.filter(user=user, decided_at=None).first()
    return {
        "holder": user,
        "phone": mask_phone(user.phone or ""),
        "form": form,
        "email_form": email_form or EmailForm(initial={"email": user.email}, auto_id="account_%s"),
        "offers_wecom": is_offered(),
        "wecom_form": wecom_form or WeComForm(auto_id="account_%s"),
        "wecom_waiting": WeComChange.objects.filter(user=user, decided_at=None).first(),
        "held": [(post, _role_name(post)) for post in lasting_posts().filter(user=user).order_by("pk")],
        "waiting": mask_phone(waiting.phone) if waiting else "",
        "invited": bool(user.phone) and open_invitations().filter(user=user).exists(),
    }


def _role_name(post: Post) -> Label:
    return role_rules(post.unit.city, post.role).name


@require_POST
@door(administers)
def switch_account(request: HttpRequest, viewer: Viewer, user_id: int) -> HttpResponse:
    """End an account, take it up again, or invite its holder once more."""
    user = _or_404(viewer, user_id)
    due = _proof_first(request, user)
    if due:
        return due
    match request.POST.get("do", ""):
        case "end":
            end_account(actor=viewer, user_id=user.pk)
            messages.success(request, _("%(name)s can no longer sign in.") % {"name": user.display_name})
        case "take_up":
            take_up_account(actor=viewer, user_id=user.pk)
            messages.success(request, _("%(name)s can sign in again.") % {"name": user.display_name})
        case "invite":
            sent = invite_again(actor=viewer, user_id=user.pk)
            told = (
                _("A new invitation is sent.")
                if sent
                else _("Nobody can be invited by this account any more.")
            )
            messages.success(request, told)
        case _:
            raise PermissionDenied
    return redirect("desk:account", user_id=user.pk)


def _proof_first(request: HttpRequest, user: User) -> HttpResponse | None:
    """Lead whoever has not just proved who they are to doing so: a session alone gives nobody another's account."""
    due = way_to_proof(request, then=reverse("desk:account", args=[user.pk]))
    if due:
        messages.info(request, _("Prove that it is you, then do it again."))
    return due


def _or_404(viewer: Viewer, user_id: int) -> User:
    user = accounts_in_reach(viewer).filter(pk=min(user_id, 2**63 - 1)).first()
    if user is None:
        raise Http404
    if not keeps_account(viewer, user):
        raise PermissionDenied
    return user
