"""Which places are suggested where a matter's place is corrected: those that it names, and those of the likest ones."""

import re
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import edition_of, place_names
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Action
from sanling.processes.suggestions.likest import MOST_OFFERED, likest, lying_in, settled_near, spoken_for
from sanling.processes.suggestions.suggesting import Suggestion, may_suggest

# What people leave away of a place's name, and the shortest that then is still a name of its own.
ENDING = re.compile(
    r"(社区居民委员会|居民委员会|村民委员会|社区居委会|居委会|村委会|街道办事处|街道|社区|镇|乡|村)$"
)
SHORTEST = 3


def suggested_places(viewer: Viewer, matter: Matter, action: Action) -> list[Suggestion]:
    """Return up to three places for an act's form that asks for one: at most five statements.

    Those whose names the matter's own words hold come first, then those where the likest settled matters lay that the
    viewer may see.
    """
    asked = next((field for field in action.fields if field_type(field.type).names == "division"), None)
    if asked is None or not may_suggest(matter):
        return []
    named = named_in(matter)
    near = settled_near(viewer, matter, Level.COUNTY)
    spoken = [
        found
        for found in spoken_for(lying_in(likest(matter, near)))
        if found.choice not in {matter.division_id, *named}
    ][: MOST_OFFERED - len(named)]
    present = Division.objects.filter(valid_until=None, pk__in=[*named, *(found.choice for found in spoken)])
    known = set(present.values_list("pk", flat=True))
    names = place_names(known) if known else {}
    return [
        Suggestion(
            code=path, name=names[path], field=asked.code, note=_("named in the text"), reasons=(word,)
        )
        for path, word in named.items()
        if path in known
    ] + [
        Suggestion(
            code=found.choice,
            name=names[found.choice],
            field=asked.code,
            note=_("%(count)d of the %(of)d likest lay there") % {"count": found.count, "of": found.of},
            numbers=tuple(found.likest),
        )
        for found in spoken
        if found.choice in known
    ]


def named_in(matter: Matter) -> dict[str, str]:
    """Return up to three places that a matter's words name, each with the word: the longest names, then the nearest.

    What the matter's place lies in says nothing new, and neither does its own name.
    """
    said = f"{matter.place} {matter.title} {matter.text}"
    city, here = matter.division_id[:4], matter.division_id
    found = [
        (path, word)
        for path, word in _names(city, edition_of(city))
        if word in said and not here.startswith(path)
    ]
    found.sort(key=lambda named: (-len(named[1]), -_shared(named[0], here), named[0]))
    return dict(found[:MOST_OFFERED])


def _shared(path: str, here: str) -> int:
    return sum(here.startswith(path[:level]) for level in Level)


@lru_cache(maxsize=64)
def _names(city: str, _edition: UUID | None) -> tuple[tuple[str, str], ...]:
    """Return the townships and villages of a city with what they are called for short, kept until they change."""
    found = Division.objects.filter(
        path__startswith=city, valid_until=None, level__in=(Level.TOWNSHIP, Level.VILLAGE)
    )
    return tuple((path, _short(name)) for path, name in found.values_list("pk", "name"))


def _short(name: str) -> str:
    short = ENDING.sub("", name)
    return short if len(short) >= SHORTEST else name
