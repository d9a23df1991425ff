"""The online room on a side's own pages: it writes, shows, speaks and calls, by its link alone."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanling.domain.mediation.room import enters, glance_by_link, speaks
from sanling.domain.people.directory import described
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components import room as shown
from sanling.interfaces.components import room_news as news
from sanling.interfaces.components.responses import error_page, secret_page
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.door import TOKEN_LENGTHS
from sanling.interfaces.portal.matters.pictures import take_few
from sanling.interfaces.portal.mediation.opened import Open, at_work, open_or_404

# A conversation is quick, and a call asks much in its first seconds.
SAID_AN_HOUR, SIGNALS_AN_HOUR, HOUR = 600, 6000, timedelta(hours=1)


def _enter_or_404(token: str) -> tuple[Open, shown.Room]:
    opened = open_or_404(token)
    if not enters(opened.actor, opened.side.matter):
        raise Http404
    base = reverse("portal:side_room", args=[token])
    return opened, shown.Room(opened.actor, opened.side.matter, base)


def _refused(request: HttpRequest, opened: Open, limit: int) -> HttpResponse | None:
    if answer := at_work(request, opened):
        return answer
    counted = hit(scope=f"portal.room.{limit}", key=str(opened.side.pk), limit=limit, per=HOUR)
    if isinstance(counted, Over):
        said = _("Too much came from here in a short time. Please try later.")
        return error_page(request, 429, message=said)
    return None


@secret_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def side_room(request: HttpRequest, token: str) -> HttpResponse:
    """Show a side the room of its dispute, or take what it says there. The address is the authority."""
    opened, room = _enter_or_404(token)
    if request.method != "POST":
        form = shown.form_of(room, request) if speaks(room.actor, room.matter) else None
        return _draw(request, opened, room, form)
    if answer := _refused(request, opened, SAID_AN_HOUR):
        return answer
    take_few(request, most=1)
    form = shown.send(request, room)
    if request.headers.get("Accept") == "application/json":
        return shown.told(form)
    if form is None:
        return redirect(f"{room.base}#end")
    return _draw(request, opened, room, form, status=422)


@secret_page
@require_safe
def side_room_news(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a side's page what is new in the room."""
    asked = news.asking(request)
    glance = glance_by_link(token, asked.seat) if len(token) in TOKEN_LENGTHS else None
    if glance is None or glance.side is None:
        raise Http404
    return news.answered(request, asked, glance, f"side:{glance.side}", lambda: _enter_or_404(token)[1])


@secret_page
@csrf_exempt
@require_POST
def side_room_call(request: HttpRequest, token: str) -> HttpResponse:
    """Let a side's page take part in the call."""
    opened, room = _enter_or_404(token)
    return _refused(request, opened, SIGNALS_AN_HOUR) or shown.called(request, room)


@require_safe
def side_room_file(request: HttpRequest, token: str, saying_id: int) -> HttpResponseBase:
    """Hand a side a file that was sent in the room."""
    _opened, room = _enter_or_404(token)
    return shown.file_of(request, room, saying_id)[1]


def _draw(
    request: HttpRequest, opened: Open, room: shown.Room, form: shown.RoomForm | None, *, status: int = 200
) -> HttpResponse:
    matter = room.matter
    (office,) = described([matter.unit], matter.city)
    charged = matter.assignee
    context = {
        **shown.context(room, form, request),
        "form": form if form and form.errors else None,
        "matter": matter,
        "ring": (charged.phone if charged else "") or office.phone,
        "back": reverse("portal:side", args=[opened.token]),
    }
    answer = page(
        request, "portal/mediation/room.html", context, profile=profile_for(matter.city), status=status
    )
    answer.headers["Permissions-Policy"] = shown.DEVICES
    return answer
