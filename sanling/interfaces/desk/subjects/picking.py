"""Subjects chosen in a box: by name, pinyin, initials or code, of those that somebody sees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.models import Subject
from sanling.domain.territory.queries import place_names
from sanling.foundation.cleaning import fold_code
from sanling.foundation.finding import how_well, named
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.pages import sees
from sanling.interfaces.desk.picks import OFFERS, Offer, PickField, Picks, offered, rows_of_keys


@dataclass(frozen=True)
class SubjectPicks(Picks):
    """The subjects of a viewer's city that it sees; where each lies tells it from others of its name."""

    viewer: Viewer
    sort = "subject"
    placeholder = gettext_lazy("Name, pinyin or code")

    def find(self, typed: str) -> Sequence[Offer]:
        """Return those of the code, or called so, the best first."""
        code = fold_code(typed)[:32]
        meant = named("found_by", typed) | Q(code=code)
        found = self._rows().filter(meant).order_by(how_well("found_by", typed), "pk")
        return self._offers(found[:OFFERS])

    def of_keys(self, keys: Sequence[str]) -> list[Offer]:
        """Return the subjects of ids."""
        return self._offers(rows_of_keys(self._rows(), keys))

    def _rows(self) -> Any:
        return visible_subjects(self.viewer).filter(city=self.viewer.city)

    def _offers(self, subjects: Iterable[Subject]) -> list[Offer]:
        found = list(subjects)
        places = place_names({subject.division_id for subject in found}) if found else {}
        return [
            Offer(str(subject.pk), subject.name, places[subject.division_id], names=(subject.code,))
            for subject in found
        ]


def subject_field(viewer: Viewer, **options: Any) -> PickField:
    """Return a box for a subject."""
    return PickField(
        SubjectPicks(viewer),
        url=reverse("desk:find_subject"),
        placeholder=str(SubjectPicks.placeholder),
        nothing=_("There is no such subject, or none that you may name."),
        **options,
    )


@require_GET
@door(sees("subjects"))
def find_subject(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer subjects by name, pinyin, initials or code."""
    return offered(request, SubjectPicks(viewer))
