"""What a subject is shown of itself when it declares: what it is called, where it is, and how its own months stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanling.domain.recognition.comparing import OverYear, over_year
from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.territory.queries import lies_in
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True)
class OwnFacts:
    """What is known of a subject, in words; of its zeros only which months were kept, never what happened."""

    type: str
    sector: str
    place: str
    first: date
    last: date
    zeros: Sequence[tuple[str, OverYear]]


def own_facts(recognition: Recognition) -> OwnFacts:
    """Return what is known of the subject of a recognition over its year."""
    subject = recognition.subject
    part: SubjectsPart = profile_for(subject.division_id).part("subjects")
    months = recognition_part(subject.division_id).months(recognition.year)
    zeros = standard_part(subject.division_id).by_zero
    stood = over_year([subject.pk], months, zeros)[subject.pk]
    division = subject.division
    return OwnFacts(
        type=next((str(kind.name) for kind in part.types if kind.code == subject.type), subject.type),
        sector=next((str(own.name) for own in part.sectors if own.code == subject.sector), ""),
        place=f"{lies_in(division)}{division.name}",
        first=months[0],
        last=months[-1],
        zeros=[(str(zero.name), stood[code]) for code, zero in zeros.items()],
    )
