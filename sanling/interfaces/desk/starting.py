"""Where one begins after signing in or choosing a post."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.pages import has_post, home_of


@require_GET
@door(has_post)
def start(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Lead to the page that the post starts from: a leader to the overview, most others to their inbox."""
    return redirect(home_of(viewer))
