"""Where subjects are."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.people.layers import Layer
from sanling.domain.subjects.access import GUARDED, visible_subjects
from sanling.domain.subjects.models import Subject


def _standing(viewer: Viewer) -> QuerySet[Subject]:
    return visible_subjects(viewer).filter(ends_on=None)


LAYERS = (
    Layer(
        code="subjects",
        name=gettext_lazy("Subjects"),
        guarded=GUARDED,
        rows=_standing,
        title=lambda subject: subject.name,
        ledger="subjects",
    ),
)
