"""Where matters are open now."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import GUARDED, visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.layers import Layer


def _open(viewer: Viewer) -> QuerySet[Matter]:
    # They are found by where they are: of a piece of the map there are few of all that a viewer sees.
    return visible_matters(viewer, few=True).filter(open=True)


LAYERS = (
    Layer(
        code="matters",
        name=gettext_lazy("Open matters"),
        guarded=GUARDED,
        rows=_open,
        title=lambda matter: f"{matter.number} {matter.title}",
        ledger="matters",
    ),
)
