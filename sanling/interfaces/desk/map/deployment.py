"""The deployment map of a community: on a page, and on A3 for the wall of its workstation."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

import sanling.processes.map
from sanling.domain.people.access import Viewer
from sanling.domain.territory.queries import full_name
from sanling.domain.territory.rules import Level
from sanling.foundation.days import today
from sanling.foundation.files.kinds import PDF
from sanling.foundation.printing.press import Press
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.responses import file_answer
from sanling.interfaces.desk.map.asking import place_asked
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.map.deployment import NAMES, Colour, Deployment, deployment


def _asked(request: HttpRequest, viewer: Viewer) -> Deployment:
    """Return the deployment map that is asked for; 404 above villages, of which a sheet holds no map."""
    parts = place_asked(viewer, request.GET.get("place", ""))
    if len(parts.place.path) < Level.VILLAGE:
        raise Http404
    return deployment(viewer, parts)


@require_GET
@door(sees_matters)
def deployment_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show it, with the list of what stands on it."""
    shown = _asked(request, viewer)
    place = {"place": shown.place.path}
    context = {
        "shown": shown,
        "drawing": _drawing(shown),
        "legend": [(mark, name, shown.counts[colour]) for colour, mark, name in _legend()],
        "day": today(),
        "listed": Listing(
            heads=[Head(head) for head in _heads()],
            nothing=_("Nothing is open here"),
            rows=[
                (risk, str(NAMES[risk.colour]), reverse("desk:matter", args=[risk.number]))
                for risk in shown.risks
            ],
        ),
        "back": f"{reverse('desk:map')}?{urlencode(place)}",
        "pdf": f"{reverse('desk:deployment_file')}?{urlencode(place)}",
    }
    return render(request, "desk/map/deployment.html", context)


def _heads() -> Sequence[str]:
    return (_("No."), _("Colour"), _("Matter"), _("Place"), _("Registered"), _("On the map"))


def _drawing(shown: Deployment | Mapping[str, Any]) -> str:
    return render_to_string("desk/map/plan.svg", {"shown": shown})


def _legend() -> Sequence[tuple[Colour, str, str]]:
    """Return each colour with its mark, as the drawing has it, and its word."""
    alone = {"at": (17, 18), "nth": ""}
    return [
        (
            colour,
            _drawing({"risks": [{**alone, "colour": colour.value}], "wide": 34, "high": 34}),
            str(NAMES[colour]),
        )
        for colour in Colour
    ]


@require_GET
@door(sees_matters)
def deployment_file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hand it out as PDF for A3."""
    shown = _asked(request, viewer)
    return file_answer(_press().pdf(_printed(shown)), PDF, f"deployment-{shown.place.path}")


@cache
def _press() -> Press:
    return Press(Path(sanling.processes.map.__file__).with_name("deployment.typ"))


def _printed(shown: Deployment) -> Mapping[str, Any]:
    name = full_name(shown.place.path)
    said = [name, f"{today():%Y-%m-%d}", _("What is open, as far as your post sees it.")]
    if shown.demonstration:
        said.append(_("Outlines are for demonstration."))
    return {
        "title": f"{_('Deployment map')} · {name}",
        "language": (get_language() or "zh").partition("-")[0],
        "footer": " · ".join(said),
        "legend": [(mark, f"{word} {shown.counts[colour]}") for colour, mark, word in _legend()],
        "drawing": _drawing(shown) if shown.grounds else "",
        "heads": [_("No."), _("Colour"), _("Number"), _("Kind"), _("Matter"), _("Place"), _("Registered")],
        "rows": [
            [
                str(risk.nth),
                str(NAMES[risk.colour]),
                risk.number,
                risk.kind,
                risk.title,
                risk.place,
                f"{risk.since:%Y-%m-%d}",
            ]
            for risk in shown.risks
        ],
    }
