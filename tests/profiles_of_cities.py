"""A small part of any shipped city for the tests: the places of its cast, their units, workflows and the cast."""

import io
from datetime import date

import shapely

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.people.cast import Player, load_cast
from sanling.domain.people.config import CastPart
from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.rules import Level, ancestors_of, level_of
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_by_code
from tests.city import BEGAN, TEST, add_grids


def small_city(code: str) -> dict[str, Player]:
    """Set up the places of a city's cast and all units of these, and return the cast by key."""
    return load_cast(actor=TEST, profile=empty_city(code), begins_at=BEGAN)


def empty_city(code: str) -> Profile:
    """Set up the places of a city's cast and all units of these, where nobody works yet, and return its profile."""
    profile = profile_by_code(code)
    cast: CastPart = profile.part("cast")
    units = {post.unit.rpartition("-")[2] for member in cast.people for post in member.posts}
    wanted = {
        path for unit in units for path in (unit, *ancestors_of(unit)) if level_of(path) <= Level.VILLAGE
    }
    header, *rows = (profile.folder / "divisions.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if row.partition(",")[0] in wanted]
    file = io.BytesIO("\n".join([header, *kept]).encode())
    result = import_divisions(actor=TEST, file=file, profiles=[profile], as_of=date(2023, 6, 30))
    assert result.done, result.problems
    add_grids(cast.places["village"], lambda n: shapely.box(n, 0, n + 1, 1))
    set_up_units(actor=TEST, profile=profile, begins_on=BEGAN.date())
    publish_workflows(actor=TEST, profile=profile)
    return profile
