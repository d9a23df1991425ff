"""Plain sentences of what changed most, and where."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sanling.domain.indicators.config import Form
from sanling.processes.figures.changed import Changed, Part
from sanling.processes.figures.queries import By
from sanling.processes.figures.words import change_in_words, in_words


def sentence(change: Changed, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return "Overdue: 21 (+9); most of it in Jinshui (+5), and of kind Dispute (+4)", as much of it as can be said."""
    line = change.line
    figure = line.now.figure
    said = _("%(figure)s: %(now)s (%(change)s)") % {
        "figure": figure.name,
        "now": in_words(line.now),
        "change": change_in_words(figure, line.change),
    }
    place, kind = change.parts.get(By.PLACE), change.parts.get(By.KIND)
    if place and (name := names[By.PLACE].get(place.line.unit)):
        said += _("; most of it in %(place)s (%(part)s)") % {
            "place": name,
            "part": _part(figure.form, place),
        }
    if kind and (name := names[By.KIND].get(kind.line.unit)):
        said += _("; of kinds most by %(kind)s (%(part)s)") % {
            "kind": name,
            "part": _part(figure.form, kind),
        }
    return said


def _part(form: Form, part: Part) -> str:
    """Say how much of a change a unit makes: of a count its own change, of a rate its effect on the whole."""
    sign = "+" if part.effect > 0 else "−"
    if form is Form.RATE:
        return f"{sign}{abs(part.effect) * 100:.2f} {_('pp')}"
    return f"{sign}{abs(part.effect):.0f}"
