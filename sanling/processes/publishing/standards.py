"""What the folder's profile would change of a city's standard, tried on a month before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.actions.publish_standard import body_of
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.evaluating import Moved, Scope, dry_run
from sanling.domain.recognition.foreseeing import foresee_warnings
from sanling.domain.recognition.judging import Month
from sanling.domain.recognition.models import Standard
from sanling.domain.recognition.months import months_back
from sanling.domain.recognition.standing import Difference
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.models import Subject
from sanling.processes.publishing.queries import profiles_to_publish


@dataclass(frozen=True)
class Trial:
    """What a standard that isn't in force yet would make of a month: of the subjects that a viewer sees."""

    month: Month
    moved: Sequence[tuple[Subject, Moved]]
    warnings: Sequence[Difference]


def standard_in_folder(city: str, in_force: Standard | None) -> StandardPart | None:
    """Return the standard of the folder's profile, where it says something else than the one in force.

    Raises ProfileError and UnknownProfileError where the folder has mistakes.
    """
    own = next((found for found in profiles_to_publish() if found.city == city), None)
    if own is None or in_force is None:
        return None
    pending: StandardPart = own.part("standard")
    return None if body_of(pending) == in_force.body else pending


def try_standard(viewer: Viewer, pending: StandardPart) -> Trial:
    """Return whose colour would differ by another standard in the last month that is over, and which warnings would.

    It writes nothing that stays, and predicts publishing exactly.
    """
    month = Month(months_back(2)[1])
    moved = dry_run(Scope(viewer.city, month, pending))
    warnings = foresee_warnings(viewer.city, pending)
    concerned = {each.subject for each in moved} | {each.subject for each in warnings}
    seen = visible_subjects(viewer).only("code", "name").in_bulk(concerned)
    return Trial(
        month,
        [(seen[each.subject], each) for each in moved if each.subject in seen],
        [each for each in warnings if each.subject in seen],
    )
