"""Another phone for an account, or the member of WeCom that it is: a second person confirms it, or doesn't."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.decide_phone_change import decide_phone_change
from sanling.domain.people.actions.decide_wecom_change import decide_wecom_change
from sanling.domain.people.models import PhoneChange, WeComChange
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.decision import LARGEST, decided_before, is_confirmed
from sanling.interfaces.desk.pages import confirms_posts


@require_POST
@door(confirms_posts)
def decide_phone(request: HttpRequest, viewer: Viewer, change_id: int) -> HttpResponse:
    """Confirm another phone of an account, or don't."""
    told = (_("The new phone is confirmed."), _("The phone stays as it was."))
    return _decided(request, viewer, change_id, changes=PhoneChange, decide=decide_phone_change, told=told)


@require_POST
@door(confirms_posts)
def decide_wecom(request: HttpRequest, viewer: Viewer, change_id: int) -> HttpResponse:
    """Confirm which member of WeCom an account is, or don't."""
    told = (_("The WeCom account is confirmed."), _("The account stays as it was."))
    return _decided(request, viewer, change_id, changes=WeComChange, decide=decide_wecom_change, told=told)


def _decided(
    request: HttpRequest,
    viewer: Viewer,
    change_id: int,
    *,
    changes: type[PhoneChange] | type[WeComChange],
    decide: Callable[..., object],
    told: tuple[str, str],
) -> HttpResponse:
    """Decide, and tell what is the case when it is confirmed, and when not."""
    confirmed = is_confirmed(request)
    try:
        decide(actor=viewer, change_id=min(change_id, LARGEST), confirmed=confirmed)
    except ObjectDoesNotExist:
        known = changes.objects.filter(by__unit__city=viewer.city)
        return decided_before(request, known, change_id, to="desk:confirmations")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, told[0] if confirmed else told[1])
    return redirect("desk:confirmations")
