"""The online room of a dispute at the desk: the mediator writes to all or to one side, and calls."""

from datetime import timedelta

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sanling.domain.mediation.room import enters, glance_of_post, speaks
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.interfaces.components import room as shown
from sanling.interfaces.components import room_news as news
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters

SALT, HOLDS = "desk.room", timedelta(hours=12)


def _enter_or_404(viewer: Viewer, number: str) -> shown.Room:
    found = visible_or_404(viewer, number)
    if not enters(viewer, found):
        raise Http404
    return shown.Room(viewer, found, reverse("desk:room", args=[found.number]))


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def room(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the room, or take what the mediator says there."""
    entered = _enter_or_404(viewer, number)
    if request.method != "POST":
        form = shown.form_of(entered, request) if speaks(viewer, entered.matter) else None
        return _draw(request, viewer, entered, form)
    form = shown.send(request, entered)
    if request.headers.get("Accept") == "application/json":
        return shown.told(form)
    if form is None:
        return redirect(f"{entered.base}#end")
    return _draw(request, viewer, entered, form, status=422)


@require_safe
@door(sees_matters)
def room_news(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Answer the mediator's page what is new in the room."""
    asked = news.asking(request)
    glance = glance_of_post(viewer.own.post_id, number, asked.seat)
    if glance is None:
        raise Http404
    return news.answered(
        request, asked, glance, _who(viewer.own.post_id), lambda: _enter_or_404(viewer, number)
    )


@require_safe
def room_glance(request: HttpRequest) -> HttpResponse:
    """Tell an open page whether anything is new (304, or 204 where it asks `room_news`), which asks nobody's session.

    The page has a pass, signed for its post, matter and language. It opens nothing: what is new is read by who signed
    in, and who only looks at a page doesn't keep a session from ending.
    """
    asked = news.asking(request)
    try:
        post, number, language = signing.loads(
            request.headers.get("X-Room-Pass", ""), salt=SALT, max_age=HOLDS
        )
    except signing.BadSignature:
        raise Http404 from None
    glance = glance_of_post(post, number, asked.seat)
    if glance is None:
        raise Http404
    etag = news.etag_of(glance, _who(post), language)
    return news.unchanged(request, glance, etag, asked.seat) or HttpResponse(status=204)


def _who(post: int | None) -> str:
    return f"post:{post}"


@require_POST
@door(sees_matters)
def room_call(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Let the mediator's page take part in the call."""
    return shown.called(request, _enter_or_404(viewer, number))


@require_safe
@door(sees_matters)
def room_file(request: HttpRequest, viewer: Viewer, number: str, saying_id: int) -> HttpResponseBase:
    """Hand out a file that was sent in the room, and record that it was read."""
    entered = _enter_or_404(viewer, number)
    saying, answer = shown.file_of(request, entered, saying_id)
    if "small" not in request.GET:
        record(
            actor=viewer,
            act="mediation.read_room_file",
            subject=f"matter:{entered.matter.pk}",
            city=entered.matter.city,
            detail={"saying": saying.pk},
        )
    return answer


def _draw(
    request: HttpRequest,
    viewer: Viewer,
    entered: shown.Room,
    form: shown.RoomForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **shown.context(entered, form, request),
        "form": form if form and form.errors else None,
        "matter": entered.matter,
        "pass": signing.dumps([viewer.own.post_id, entered.matter.number, get_language()], salt=SALT),
    }
    answer = render(request, "desk/mediation/room.html", context, status=status)
    answer.headers["Permissions-Policy"] = shown.DEVICES
    return answer
