"""What is told of a recognition to who sees its matter: findings, titles, and to who decides the objections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.bars import barred
from sanling.domain.recognition.models import Comparison, Recognition, Title
from sanling.domain.recognition.objecting import is_of_subject, objections_waiting
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.recognition.verbs.dismiss import Dismiss
from sanling.domain.recognition.verbs.uphold import Uphold
from sanling.domain.recognition.year_queries import recognition_beside
from sanling.domain.territory.rules import city_of
from sanling.foundation.privacy.mask import mask_name, mask_phone


@dataclass(frozen=True)
class ObjectionTold:
    """What somebody holds against it; who says so is masked, and empty where it was left open."""

    text: str
    name: str
    phone: str
    at: datetime


@dataclass(frozen=True)
class RecognitionTold:
    """A recognition as it stands: from which month to which counts, and what was found of each zero, by its name."""

    recognition: Recognition
    first: date
    last: date
    compared: Sequence[tuple[str, Comparison]]
    bars: Sequence[str]
    titles: Sequence[Title]
    objections: Sequence[ObjectionTold]


def recognition_told(viewer: Viewer, matter: Matter) -> RecognitionTold | None:
    """Return what is told of a recognition whose matter a viewer sees, or None where nothing is kept beside it.

    A fixed number of statements.
    """
    found = recognition_beside(matter)
    if found is None:
        return None
    city = city_of(matter.division_id)
    zeros, months = standard_part(city).by_zero, recognition_part(city).months(found.year)
    compared = found.comparisons.select_related("unit").order_by("pk")
    return RecognitionTold(
        recognition=found,
        first=months[0],
        last=months[-1],
        compared=[(str(zeros[row.zero].name) if row.zero in zeros else row.zero, row) for row in compared],
        bars=barred([found.subject_id], found.year).get(found.subject_id, []),
        titles=list(found.titles.order_by("-pk")),
        objections=_objections(viewer, matter, found),
    )


def _objections(viewer: Viewer, matter: Matter, found: Recognition) -> Sequence[ObjectionTold]:
    """Return what is held against it, for whoever may decide on it and nobody else.

    Who is of the subject by another post, or was, reads none of it.
    """
    deciding = (action.verb in {Dismiss.code, Uphold.code} for action in allowed_actions(viewer, matter))
    if not any(deciding) or is_of_subject(viewer, found.subject):
        return []
    return [
        ObjectionTold(said.text, mask_name(said.name), mask_phone(said.phone), said.at)
        for said in objections_waiting(found)
    ]
