"""Hang at subjects: each that is in operation gets a code of its own, and a scan begins a report at its place."""

from sanling.domain.people.access import Viewer, places_where
from sanling.domain.people.code_points import hangs_posters
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.rules import Status
from sanling.domain.territory.actions.hang_code_points import NewCodePoint, hang_code_points


def hang_at_subjects(*, actor: Viewer, type: str, within: str) -> int:  # noqa: A002 -- the field's name
    """Make codes for the subjects of a type in a division that have none, and return how many were made.

    Subjects alone count that the actor sees, where it hangs posters itself.
    """
    found = visible_subjects(actor).filter(
        places_where(actor, "division", hangs_posters),
        type=type,
        status=Status.ACTIVE.value,
        division__path__startswith=within,
        city=actor.city,
    )
    places = [
        NewCodePoint(subject.division_id, subject.name, subject.lon, subject.lat, subject.type, subject.code)
        for subject in found.order_by("division", "pk")
    ]
    return hang_code_points(actor=actor, city=actor.city, places=places)
