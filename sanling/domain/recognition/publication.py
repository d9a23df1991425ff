"""What of recognitions everybody may read: the subject's name, type and place, how it stands, and its own reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sanling.domain.recognition.models import Objection, Recognition, SpotDraw
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.recognition.verbs.object import Object
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.territory.queries import place_names
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.privacy.tokens import digest
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True)
class Published:
    """A recognition as everybody may read it; ``open`` while anybody may object."""

    number: str
    name: str
    type: str
    place: str
    state: str
    reply: str
    open: bool


@dataclass(frozen=True)
class PublishedPage:
    """Some of what is published, and whether there is more."""

    rows: Sequence[Published]
    more: bool


def published(city: str, year: int, *, words: str = "", first: int = 0, most: int = 50) -> PublishedPage:
    """Return what a city publishes of a year, by name, from the ``first`` on; with words only names that have them."""
    found = (
        Recognition.objects.filter(
            year=year, matter__family="recognition", matter__city=city, matter__state__in=_states(city)
        )
        .select_related("subject", "matter")
        .order_by("subject__name", "pk")
    )
    if words:
        found = found.filter(subject__name__contains=words)
    rows = list(islice(found[first : first + most + 1], most + 1))
    places = place_names((row.subject.division_id for row in rows), below=city)
    return PublishedPage(
        [_read(row, places.get(row.subject.division_id, "")) for row in rows[:most]], len(rows) > most
    )


def published_of_number(number: str) -> Published | None:
    """Return what everybody may read of one, or None while it isn't published."""
    found = Recognition.objects.filter(matter__number=number).select_related("subject", "matter").first()
    if found is None or found.matter.state not in _states(found.subject.division_id[:4]):
        return None
    city = found.subject.division_id[:4]
    names = place_names([found.subject.division_id], below=city)
    return _read(found, names.get(found.subject.division_id, ""))


def _states(city: str) -> Sequence[str]:
    return recognition_part(city).published


def _read(found: Recognition, place: str) -> Published:
    definition = definition_of(found.matter.definition_id)
    part: SubjectsPart = profile_for(found.subject.division_id).part("subjects")
    kind = part.by_type.get(found.subject.type)
    taking = [action for action in definition.actions if action.verb == Object.code]
    states = {code for action in taking for code in (*action.sources, action.to)}
    return Published(
        number=found.matter.number,
        name=found.subject.name,
        type=str(kind.name) if kind else "",
        place=place,
        state=str(definition.state(found.matter.state).public),
        reply=found.reply,
        open=found.matter.state in states,
    )


def objection_of(token: str) -> Objection | None:
    """Return the objection that a link's secret leads to."""
    found = Objection.objects.filter(link_digest=digest(token))
    return found.select_related("recognition__subject", "recognition__matter").first()


def draws_of(city: str) -> Sequence[SpotDraw]:
    """Return the draws of a city, the latest first."""
    # Without their pools, which may be of thousands.
    return list(SpotDraw.objects.filter(city=city).only("year", "at").order_by("-at")[:50])


def draw_of(key: int) -> SpotDraw | None:
    """Return one draw."""
    return SpotDraw.objects.filter(pk=key).first()
