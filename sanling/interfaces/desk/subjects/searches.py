"""Subjects, found by any part of their names or by their codes."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.subjects.access import GUARDED, visible_subjects
from sanling.domain.territory.queries import place_names
from sanling.foundation.cleaning import fold_code
from sanling.foundation.finding import named
from sanling.interfaces.desk.searching import Hit, Search

MOST = 5


def _called(viewer: Viewer, words: str) -> list[Hit]:
    if not sees_some(viewer, GUARDED.room):
        return []
    meant = named("found_by", words) | Q(code=fold_code(words)[:32])
    found = list(visible_subjects(viewer).filter(meant).order_by("-pk")[:MOST])
    names = place_names({subject.division_id for subject in found}) if found else {}
    return [
        Hit(subject.name, reverse("desk:subject", args=[subject.pk]), names[subject.division_id])
        for subject in found
    ]


SEARCHES = (Search(gettext_lazy("Subjects"), _called),)
