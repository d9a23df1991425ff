"""Open: a year's recognitions, one for each subject that is to declare itself."""

from collections.abc import Sequence
from uuid import uuid4

from django.db.models import QuerySet

from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.changes import Batch
from sanling.domain.people.models import Unit
from sanling.domain.recognition.models import Recognition, Title
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.subjects.models import Subject
from sanling.domain.subjects.rules import Group, Status
from sanling.foundation.audit.actor import Actor

IN_A_LOT = 1000
LONGEST_TITLE = 80


def to_open(city: str, year: int) -> QuerySet[Subject]:
    """Return the subjects of a city that have no recognition for a year yet and are to have one.

    Those that are at work, of types that the standard judges, in divisions that there are, and whose title of the year
    wasn't taken over.
    """
    exempt = [kind for exemption in standard_part(city).exemptions for kind in exemption.types]
    found = Subject.objects.filter(city=city, status=Status.ACTIVE, division__valid_until=None)
    had = Recognition.objects.filter(year=year, subject__city=city).values("subject")
    titled = Title.objects.filter(year=year, subject__city=city, recognition=None, ended_at=None).values(
        "subject"
    )
    return found.exclude(type__in=exempt).exclude(pk__in=had).exclude(pk__in=titled).order_by("pk")


def open_year(*, actor: Actor, city: str, year: int, subjects: Sequence[int] | None = None) -> int:
    """Open recognitions of a year for all subjects that are to have one, or for some of them; return how many.

    A thousand at a time, each thousand whole or not at all; run again, it opens what is missing. Raises LookupError in
    a city that recognises nobody.
    """
    if recognition_part(city).kind is None:
        raise LookupError(city)
    wanted = to_open(city, year)
    if subjects is not None:
        wanted = wanted.filter(pk__in=subjects)
    found = list(wanted.values_list("pk", flat=True))
    batch = Batch(uuid4(), large=len(found) > IN_A_LOT)
    for first in range(0, len(found), IN_A_LOT):
        lot = Subject.objects.filter(pk__in=found[first : first + IN_A_LOT]).order_by("pk")
        _open_lot(actor, city, year, lot, batch)
    return len(found)


def _open_lot(actor: Actor, city: str, year: int, subjects: QuerySet[Subject], batch: Batch) -> None:
    part = recognition_part(city)
    desk = part.declaring
    places = list(subjects)
    paths = {subject.division_id[: desk.width] for subject in places if subject.group == Group.PLACES}
    units = Unit.objects.filter(division__in=paths, kind=desk.kind, ends_on=None)
    own = dict(units.order_by("-pk").values_list("division_id", "pk"))
    open_matters(
        actor=actor,
        openings=[_opening(part.kind or "", subject, year, own, desk.width) for subject in places],
        batch=batch,
    )


def _opening(kind: str, subject: Subject, year: int, own: dict[str, int], width: int) -> Opening:
    is_place = subject.group == Group.PLACES
    return Opening(
        kind=kind,
        division=subject.division_id,
        title=subject.name[:LONGEST_TITLE],
        holder=own.get(subject.division_id[:width]) if is_place else None,
        beside=lambda matter: [Recognition(matter=matter, subject=subject, year=year)],
    )
