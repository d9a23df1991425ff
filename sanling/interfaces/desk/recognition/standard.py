"""The standard in words, and what the profile's folder would change of it: tried on a month before it is published."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.actions.publish_standard import body_of
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.evaluating import Moved
from sanling.domain.recognition.judging import Month
from sanling.domain.recognition.models import Standard
from sanling.domain.recognition.standing import Difference, Way
from sanling.domain.recognition.words import colour_said, rules_said, values_said
from sanling.foundation.profile.registry import UnknownProfileError, profile_for
from sanling.foundation.profile.source import ProfileError
from sanling.foundation.profile.values import differences
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.recognition.needs import judges
from sanling.processes.publishing.standards import standard_in_folder, try_standard

MOST = 200
DIFFERENCES = Listing(
    heads=(Head(gettext_lazy("Value")), Head(gettext_lazy("In force")), Head(gettext_lazy("In the folder"))),
    nothing=gettext_lazy("Both say the same"),
    icon="list-details",
)
RULES = Listing(
    heads=(
        Head(gettext_lazy("Zero")),
        Head(gettext_lazy("Broken by")),
        Head(gettext_lazy("Which facts count")),
        Head(gettext_lazy("How many, and when")),
        Head(gettext_lazy("But")),
        Head(gettext_lazy("Rests on")),
    ),
    nothing=gettext_lazy("No rules"),
    icon="list-details",
)
MOVED = Listing(
    heads=(
        Head(gettext_lazy("Subject")),
        Head(gettext_lazy("Colour now")),
        Head(gettext_lazy("Colour then")),
    ),
    nothing=gettext_lazy("Nobody's colour would change"),
    icon="check",
)


@dataclass(frozen=True)
class TrialShown:
    """What a standard that isn't in force yet would make of a month."""

    month: Month
    counts: list[tuple[str, str, int]]
    shown: Listing
    hidden: int
    warnings: list[tuple[str, int]]


@require_http_methods(["GET", "HEAD", "POST"])
@door(judges)
def standard(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the standard in force; once it is asked for, whom the one in the folder would move last month."""
    in_force = Standard.objects.filter(city=viewer.city, retired_at=None).first()
    part: StandardPart = profile_for(viewer.city).part("standard")
    if in_force:
        part = StandardPart.model_validate(in_force.body)
    context: dict[str, Any] = {
        "in_force": in_force,
        "part": part,
        "rules": RULES.holding(rules_said(part)),
        "colours": [(colour, colour_said(part, colour)) for colour in part.colours],
        **_pending(viewer, in_force),
    }
    pending = context.get("pending")
    if request.method == "POST" and pending is not None:
        context["trial"] = _trial(viewer, part, pending)
    return render(request, "desk/recognition/standard.html", context)


def _pending(viewer: Viewer, in_force: Standard | None) -> dict[str, Any]:
    """Return the standard of the folder, where it says something else than the one in force."""
    try:
        pending = standard_in_folder(viewer.city, in_force)
    except (ProfileError, UnknownProfileError):
        return {"mistaken": True}
    if pending is None or in_force is None:
        return {}
    found = differences(values_said(in_force.body), values_said(body_of(pending)))
    return {"pending": pending, "differences": DIFFERENCES.holding([each.row for each in found[:MOST]])}


def _trial(viewer: Viewer, part: StandardPart, pending: StandardPart) -> TrialShown:
    """Return whose colour would differ by the other standard, for the last month that is over."""
    found = try_standard(viewer, pending)
    return TrialShown(
        month=found.month,
        counts=_counts([each for _subject, each in found.moved], part, pending),
        shown=MOVED.holding(
            [(subject.name, *_named(each, part, pending)) for subject, each in found.moved[:MOST]]
        ),
        hidden=max(len(found.moved) - MOST, 0),
        warnings=_warnings(found.warnings, pending),
    )


def _warnings(found: Sequence[Difference], pending: StandardPart) -> list[tuple[str, int]]:
    """Return how many warnings would be opened under which colour, change to which, and be lifted; the most first."""
    ways = Counter((each.way(pending), each.colour) for each in found)
    said = {
        Way.OPEN: _("would be opened: %(colour)s"),
        Way.RISE: _("would become worse: %(colour)s"),
        Way.FALL: _("would become better: %(colour)s"),
        Way.LIFT: _("would be lifted: %(colour)s"),
    }
    return [
        (said[way] % {"colour": _colour(pending, colour)}, count)
        for (way, colour), count in ways.most_common()
    ]


def _named(moved: Moved, part: StandardPart, pending: StandardPart) -> tuple[str, str]:
    return _colour(part, moved.before), _colour(pending, moved.after)


def _colour(part: StandardPart, code: str) -> str:
    if not code:
        return _("Not established")
    colour = part.by_colour.get(code)
    return str(colour.name) if colour else code


def _counts(told: list[Moved], part: StandardPart, pending: StandardPart) -> list[tuple[str, str, int]]:
    """Return how many would move from which colour to which, the most first."""
    ways = Counter(_named(moved, part, pending) for moved in told)
    return [(before, after, count) for (before, after), count in ways.most_common()]
