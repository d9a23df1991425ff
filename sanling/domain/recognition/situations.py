"""What guards and verbs ask about recognitions, read once for all of a list that is acted on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.situation import Situations, StoredSituation
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Comparison, Recognition
from sanling.domain.recognition.yearly_config import Desk, RecognitionPart
from sanling.domain.workflow.transition import Act, Situation
from sanling.foundation.profile.registry import profile_for

Found = TypeVar("Found")


def recognition_part(path: str) -> RecognitionPart:
    """Return how the city of a division recognises."""
    part: RecognitionPart = profile_for(path).part("recognition")
    return part


def standard_part(path: str) -> StandardPart:
    """Return the standard that a city's profile says."""
    part: StandardPart = profile_for(path).part("standard")
    return part


def stored(act: Act) -> Acting:
    """Return an act as what it is: recognitions live in the database alone."""
    return cast("Acting", act)


def among(situation: Situation) -> Situations:
    """Return the list that a recognition is acted on with."""
    return cast("StoredSituation", situation).among


def once(situations: Situations, key: str, read: Callable[[], Found]) -> Found:
    """Return what is read once for a list."""
    if key not in situations.read:
        situations.read[key] = read()
    return cast("Found", situations.read[key])


def recognition_of(situation: Situation) -> Recognition:
    """Return what is kept beside the matter of a situation; raises KeyError where a room says another kind so."""
    situations = among(situation)

    def read() -> Mapping[int, Recognition]:
        found = Recognition.objects.filter(matter__in=list(situations.matters)).select_related("subject")
        return {row.matter_id: row for row in found}

    return once(situations, "recognition.rows", read)[cast("StoredSituation", situation).matter.pk]


def comparisons_of(situation: Situation) -> Sequence[Comparison]:
    """Return what was found of each zero."""
    situations = among(situation)

    def read() -> Mapping[int, list[Comparison]]:
        found: dict[int, list[Comparison]] = {}
        rows = Comparison.objects.filter(recognition__matter__in=list(situations.matters)).order_by("pk")
        for row in rows:
            found.setdefault(row.recognition_id, []).append(row)
        return found

    return once(situations, "recognition.comparisons", read).get(recognition_of(situation).pk, [])


def unit_at(situation: Situation, desk: Desk) -> Unit | None:
    """Return the unit of a desk for the subject of a situation, where there is one."""
    subject = recognition_of(situation).subject
    path = subject.division_id[: desk.width]
    line = subject.sector if desk.of_sector else ""

    def read() -> Unit | None:
        units = Unit.objects.filter(division=path, kind=desk.kind, ends_on=None).order_by("pk")
        return (units.filter(lines__contains=[line]) if line else units).first()

    if desk.of_sector and not line:
        return None
    return once(among(situation), f"recognition.unit {desk.kind} {path} {line}", read)


def lead_of(situation: Situation, zero: str, now: datetime) -> Unit | None:
    """Return the department of the subject's county that answers for a zero, where there is one."""
    county = recognition_of(situation).subject.division_id[:6]
    asked = standard_part(county).by_zero.get(zero)
    people: PeoplePart = profile_for(county).part("people")

    def read() -> Unit | None:
        roles: Any = asked.confirmed_by if asked else ()
        posts = Post.objects.filter(
            in_office(now), role__in=roles, unit__division=county, unit__kind__in=people.department_kinds
        )
        post = posts.select_related("unit").order_by("pk").first()
        return post.unit if post else None

    return once(among(situation), f"recognition.lead {county} {zero}", read)
