"""Boundaries: the lines of neighbouring divisions are moved on a map, checked, and hold from a day on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sanling.domain.people.access import Viewer, administering, reach_at
from sanling.domain.people.models import Post
from sanling.domain.territory.actions.move_lines import Misdrawn, Overtaken, move_lines
from sanling.domain.territory.actions.take_back_lines import take_back_lines
from sanling.domain.territory.lines import Drawn, Opened, TooMuch, Unfit, opened
from sanling.domain.territory.mesh import Wrong
from sanling.domain.territory.models import Division, Redrawing
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.queries import below, current, full_name, place_names, trail
from sanling.domain.territory.rules import Level, common
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.pages import administers
from sanling.interfaces.desk.territory.drawing_form import BringForm, DrawingForm
from sanling.interfaces.desk.territory.point_form import DATUMS
from sanling.processes.succession import reorganise

# Seven decimals are a centimetre.
DECIMALS = 7
# So many changes of a place are listed, of so many of its city that are looked through.
SHOWN, READ = 20, 500
WRONGS = {
    Wrong.CROSSED: gettext_lazy("The line of %(names)s crosses itself."),
    Wrong.OVERLAP: gettext_lazy("These would overlap, or their lines would not meet: %(names)s."),
    Wrong.GAP: gettext_lazy("Ground would be left to nobody, or taken beyond the border: %(names)s."),
}
HISTORY = Listing(
    heads=(
        Head(gettext_lazy("Holds from")),
        Head(gettext_lazy("Divisions")),
        Head(gettext_lazy("Basis")),
        Head(gettext_lazy("Drawn by")),
        Head(""),
    ),
    nothing=gettext_lazy("No line was moved here yet"),
)


@dataclass(frozen=True)
class Change:
    """A redrawing as it is listed: whose lines it moved, who drew it, and whether it can be taken back."""

    redrawing: Redrawing
    names: str
    who: str
    taken_back_by: str
    is_latest: bool


def may_draw(viewer: Viewer) -> Callable[[str], bool]:
    """Return what tells of a division whether a viewer may redraw it: administrators, within their reach."""
    return lambda path: reach_at(viewer, path, administering) is not None


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def boundaries(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the lines of a place, and have what was drawn over them hold."""
    place = place_asked(request, viewer)
    form = DrawingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        moved = _moved(viewer, place, form)
        if moved:
            told = ngettext(
                "The lines of %(count)d division hold from %(day)s on.",
                "The lines of %(count)d divisions hold from %(day)s on.",
                len(moved.parts),
            )
            messages.success(request, told % {"count": len(moved.parts), "day": moved.on})
            return redirect(address(place.path))
    return page(request, viewer, place, form)


def address(place: str) -> str:
    """Return where the lines of a place are."""
    return f"{reverse('desk:boundaries')}?place={place}"


def place_asked(request: HttpRequest, viewer: Viewer) -> Division:
    """Return the place that is asked for, one's own where none is; 404 where the viewer draws nothing."""
    asked = request.GET.get("place") or common(viewer.own.paths)
    place = current(asked) if may_draw(viewer)(asked) else None
    if place is None:
        raise Http404
    return place


def _moved(viewer: Viewer, place: Division, form: DrawingForm) -> Redrawing | None:
    """Return the lines as they hold now, or say in the form why they don't."""
    cleaned = form.cleaned_data
    drawing = cleaned["drawing"]
    try:
        return move_lines(
            actor=viewer,
            place=place.path,
            may=may_draw(viewer),
            drawn=drawing,
            on=cleaned["on"],
            basis=cleaned["basis"],
            carry_out=reorganise,
        )
    except ValidationError as error:
        told = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        for name, errors in told.items():
            form.add_error(name if name in form.fields else None, errors)
    except Misdrawn as error:
        for text in _in_words(error, drawing):
            form.add_error(None, text)
    except Overtaken:
        form.add_error(
            None, _("Somebody moved one of these lines meanwhile. Load the page anew, and draw again.")
        )
    except Unfit as error:
        text = _("%(name)s has ground that is drawn of none of its parts, so its line can't follow.")
        form.add_error(None, text % {"name": full_name(error.path)})
    except ValueError:
        form.add_error(None, _("The drawing could not be read. Please load the page anew."))
    return None


def _in_words(error: Misdrawn, drawing: Drawn) -> list[str]:
    parts = {fault.part for fault in error.faults}
    names = place_names(parts) | {key: begun.name for key, begun in drawing.begun.items()}
    told: dict[Wrong, list[str]] = {fault.wrong: [] for fault in error.faults}
    for fault in error.faults:
        told[fault.wrong].append(names.get(fault.part, fault.part))
    return [str(WRONGS[wrong]) % {"names": "、".join(parts)} for wrong, parts in told.items()]


def page(
    request: HttpRequest, viewer: Viewer, place: Division, form: DrawingForm, bring: BringForm | None = None
) -> HttpResponse:
    """Show the lines of a place with what is drawn over them."""
    bring = bring or BringForm()
    try:
        here, is_too_much = opened(place.path, may_draw(viewer)), False
    except TooMuch:
        here, is_too_much = None, True
    context = {
        "place": place,
        "way": _way(viewer, place),
        "below": [(division.name, address(division.path)) for division in below(place.path)]
        if len(place.path) < Level.VILLAGE
        else [],
        "here": here,
        "mesh": _mesh(here) if here else None,
        "is_too_much": is_too_much,
        "form": form,
        "history": HISTORY.holding(_changes(place.path)),
        "datum": datum_of(place.path[: Level.CITY]).value,
        "bring": bring,
        "datums": DATUMS,
    }
    status = 422 if form.errors or bring.errors else 200
    return render(request, "desk/territory/boundaries.html", context, status=status)


def _way(viewer: Viewer, place: Division) -> list[tuple[str, str]]:
    """Return the divisions above a place and itself, by name and address, as far as the viewer draws there."""
    may = may_draw(viewer)
    return [(over.name, address(over.path)) for over in trail(place.path) if may(over.path)]


def _mesh(here: Opened) -> dict[str, Any]:
    """Return what the map draws: points (WGS-84) and parts as rings of their numbers."""
    names = place_names(here.mesh.parts, below=here.place)
    return {
        "version": here.version,
        "points": [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in here.shown()],
        "parts": [
            {
                "key": key,
                "name": names[key] or here.names[key],
                "inside": key in here.inside,
                "polygons": polygons,
            }
            for key, polygons in here.mesh.parts.items()
        ],
    }


def _changes(place: str) -> Sequence[Change]:
    """Return what was redrawn in a place, the latest first."""
    lately = Redrawing.objects.filter(city=place[: Level.CITY]).order_by("-pk")[:READ]
    found = [row for row in lately if any(part.startswith(place) for part in row.parts)][:SHOWN]
    names = place_names({part for row in found for part in row.parts}, below=place) if found else {}
    keys = {key for row in found for key in (row.drawn_by, row.taken_back_by) if key.startswith("post:")}
    posts = Post.objects.filter(pk__in=[key.removeprefix("post:") for key in keys])
    holders = {f"post:{post.pk}": post.name for post in posts}
    latest = next((row.pk for row in found if row.taken_back_at is None), None)
    return [
        Change(
            row,
            "、".join(names.get(part) or part for part in row.parts),
            holders.get(row.drawn_by, row.drawn_by),
            holders.get(row.taken_back_by, row.taken_back_by),
            row.pk == latest and not row.reorganised,
        )
        for row in found
    ]


@require_POST
@door(administers)
def take_back(request: HttpRequest, viewer: Viewer, redrawing_id: int) -> HttpResponse:
    """Let the lines of before hold again."""
    redrawing = get_object_or_404(Redrawing, pk=redrawing_id)
    may = may_draw(viewer)
    if not (may(redrawing.place) and all(map(may, redrawing.parts))):
        raise Http404
    try:
        take_back_lines(actor=viewer, redrawing=redrawing)
        messages.success(request, _("The lines of before hold again."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(address(redrawing.place))
