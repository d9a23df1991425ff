"""Which member of WeCom an account is: asked for by who keeps it, decided by a second person."""

from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.decide_wecom_change import decide_wecom_change
from sanling.domain.people.keeping import confirms_change
from sanling.domain.people.models import WeComChange
from sanling.domain.people.rules import Duty
from sanling.foundation.accounts.models import wecom_id_of
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.desk.decision import is_confirmed
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.pages import confirms_posts

SHOWN = 50


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


def waiting_members(viewer: Viewer) -> Iterator[WeComChange]:
    """Yield what was asked for accounts that a viewer may confirm, the oldest first."""
    if viewer.own.role.duty is Duty.MATTERS:
        return
    waiting = WeComChange.objects.filter(decided_at=None, by__unit__city=viewer.city)
    for change in waiting.select_related("user", "by__unit").order_by("pk")[:SHOWN]:
        if confirms_change(viewer, change):
            yield change


@require_POST
@door(confirms_posts)
def decide_wecom(request: HttpRequest, viewer: Viewer, change_id: int) -> HttpResponse:
    """Confirm which member of WeCom an account is, or don't."""
    confirmed = is_confirmed(request)
    try:
        decide_wecom_change(actor=viewer, change_id=min(change_id, 2**63 - 1), confirmed=confirmed)
    except WeComChange.DoesNotExist:
        raise Http404 from None
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        told = _("The WeCom account is confirmed.") if confirmed else _("The account stays as it was.")
        messages.success(request, told)
    return redirect("desk:confirmations")
