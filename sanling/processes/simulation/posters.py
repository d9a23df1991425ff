"""Posters with codes for a demonstration: at the cast's community, every township's hall, and some villages."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from random import Random

from sanling.domain.territory.models import Boundary, CodePoint, Division
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.profile.loader import Profile
from sanling.processes.simulation.geography import points_inside
from sanling.processes.simulation.words import community_of, read_words

VILLAGES = 400


def hang_posters(*, actor: Actor, profile: Profile, home: str, at: datetime, seed: int = 1) -> int:
    """Hang several hundred posters and return how many; the first one of the home village's township is its own.

    A code is the city's letters, the township's initials and a number: ZZ-HYL-0001.
    """
    random = Random(seed)  # noqa: S311 -- invented places
    divisions = {
        row.path: row for row in Division.objects.filter(path__startswith=profile.city, valid_until=None)
    }
    chosen = _chosen(list(divisions.values()), home, random)
    points, words = points_inside(Boundary.objects.filter(division__in=chosen)), read_words()
    numbers: Counter[str] = Counter()
    rows = []
    for division in chosen:
        letters = (divisions[division.path[: Level.TOWNSHIP]].initials[:3] or "x").upper()
        numbers[letters] += 1
        lon, lat = points.get(division.path, (None, None))
        rows.append(
            CodePoint(
                code=f"{profile.letters}-{letters}-{numbers[letters]:04d}",
                division=division,
                place=words.poster(
                    community_of(division.name), random, hall=division.level == Level.TOWNSHIP
                ),
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
    ordered = sorted(divisions, key=lambda division: division.path)
    halls = [division for division in ordered if division.level == Level.TOWNSHIP]
    villages = [division for division in ordered if division.level == Level.VILLAGE]
    around = [village for village in villages if village.path.startswith(home[: Level.TOWNSHIP])]
    around.sort(key=lambda village: village.path != home)
    far = [village for village in villages if not village.path.startswith(home[: Level.TOWNSHIP])]
    return [*around, *halls, *random.sample(far, min(VILLAGES, len(far)))]
