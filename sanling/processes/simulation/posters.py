"""Posters with codes for a demonstration: at the cast's community, every township's hall, and some villages."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from random import Random

import shapely

from sanling.domain.territory.models import Boundary, CodePoint, Division
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.profile.loader import Profile
from sanling.processes.simulation.words import community_of

VILLAGES = 400
PLACES = ("公告栏", "党群服务中心门口", "小区东门", "文化广场", "卫生室旁")
HALL = "便民服务大厅"


def hang_posters(*, actor: Actor, profile: Profile, home: str, at: datetime, seed: int = 1) -> int:
    """Hang several hundred posters and return how many; the first one of the home village's township is its own.

    A code is the city's letters, the township's initials and a number: ZZ-HYL-0001.
    """
    random = Random(seed)  # noqa: S311 -- invented places
    divisions = {
        row.path: row for row in Division.objects.filter(path__startswith=profile.city, valid_until=None)
    }
    chosen = _chosen(list(divisions.values()), home, random)
    points = _points([one.path for one in chosen])
    numbers: Counter[str] = Counter()
    rows = []
    for one in chosen:
        letters = (divisions[one.path[: Level.TOWNSHIP]].initials[:3] or "x").upper()
        numbers[letters] += 1
        hall = one.level == Level.TOWNSHIP
        lon, lat = points.get(one.path, (None, None))
        rows.append(
            CodePoint(
                code=f"{profile.letters}-{letters}-{numbers[letters]:04d}",
                division=one,
                place=f"{community_of(one.name)}{HALL if hall else random.choice(PLACES)}",
                lon=lon,
                lat=lat,
                created_at=at,
            )
        )
    CodePoint.objects.bulk_create(rows)
    detail = {"points": len(rows)}
    record(
        actor=actor, act="code_point.hang", subject=f"city:{profile.city}", city=profile.city, detail=detail
    )
    return len(rows)


def _chosen(divisions: Sequence[Division], home: str, random: Random) -> list[Division]:
    villages = sorted((one for one in divisions if one.level == Level.VILLAGE), key=lambda one: one.path)
    near = [one for one in villages if one.path.startswith(home[: Level.TOWNSHIP]) and one.path != home]
    far = [one for one in villages if not one.path.startswith(home[: Level.TOWNSHIP])]
    halls = sorted((one for one in divisions if one.level == Level.TOWNSHIP), key=lambda one: one.path)
    own = [one for one in villages if one.path == home]
    return [*own, *near, *halls, *random.sample(far, min(VILLAGES, len(far)))]


def _points(paths: Sequence[str]) -> dict[str, tuple[float, float]]:
    outlines = Boundary.objects.filter(division__in=paths, valid_until=None).values_list("division_id", "wkb")
    found = {}
    for path, wkb in outlines:
        point = shapely.point_on_surface(shapely.from_wkb(bytes(wkb)))
        found[path] = (round(float(point.x), 6), round(float(point.y), 6))
    return found
