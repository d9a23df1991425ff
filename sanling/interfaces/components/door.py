"""The door of every page of the staff, at the desk and on boards: who may come in, decided before a view begins."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import MAX_URL_LENGTH

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.at_work import viewer_of
from sanling.interfaces.components.typed import form_page, is_part, led_away

P = ParamSpec("P")
Permission = Callable[[Viewer], bool]
StaffView = Callable[Concatenate[HttpRequest, Viewer, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def door(may: Permission) -> Callable[[StaffView[P]], View[P]]:
    """Let a post in that may, and hand it to the view.

    Nobody signed in is sent to sign in, without a chosen post to choose one (`led_away`); a post that may not gets 403.
    """

    def keep(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def enter(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            viewer = viewer_of(request)
            if viewer is None:
                return _outside(request)
            if not may(viewer):
                raise PermissionDenied
            response = view(request, viewer, *args, **kwargs)
            # Pages of the staff hold personal data and the key of drafts: nothing of them lies on a shared PC's disk,
            # and none comes back after sign-out.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return enter

    return keep


def _outside(request: HttpRequest) -> HttpResponse:
    is_page = request.method == "GET" and not is_part(request)
    here = request.get_full_path() if is_page else form_page(request, reverse("desk:inbox"))
    if len(here) > MAX_URL_LENGTH:
        # Nobody is led back by a longer one.
        here = request.path if is_page and len(request.path) <= MAX_URL_LENGTH else reverse("desk:inbox")
    if not request.user.is_authenticated:
        return led_away(request, redirect_to_login(here).url)
    return led_away(request, f"{reverse('desk:posts')}?{urlencode({'next': here})}")
