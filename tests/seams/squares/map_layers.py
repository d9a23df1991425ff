"""Where squares are, on the map: clusters, counts, points and lists of the squares that each sees."""

from django.utils.translation import gettext_lazy

from sanling.domain.people.layers import Layer
from tests.seams.squares.access import GUARDED, visible_squares

LAYERS = (
    Layer(
        code="squares",
        name=gettext_lazy("Squares"),
        guarded=GUARDED,
        rows=visible_squares,
        title=lambda square: square.name,
        ledger="village_squares",
    ),
)
