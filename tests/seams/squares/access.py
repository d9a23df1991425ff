"""How squares map to the axes of access: where each lies, whose it is, and of which line."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer, visible_to
from sanling.domain.people.guarded import Guarded
from sanling.domain.people.routes import NOTHING
from tests.seams.squares.models import Square

GUARDED = Guarded(
    room="squares",
    name=gettext_lazy("Squares"),
    model=Square,
    division="division",
    levels={},
    units=lambda unit: Q(unit=unit),
    # Nobody is charged with a square.
    posts=lambda _post: NOTHING,
    lines=("line",),
)


def visible_squares(viewer: Viewer | None) -> QuerySet[Square]:
    """Return the squares that a viewer may see; whatever shows squares starts here."""
    return Square.objects.filter(visible_to(viewer, GUARDED))
