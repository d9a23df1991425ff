"""Figures of a province without the rows behind them: facts of millions of invented matters, and their sums.

They show how soon numbers are told of so many; nothing opens into rows, and `sanling figures check` finds none. The
database writes them itself: that is sooner than to send them by COPY. The same seed gives the same figures.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from sanling.domain.indicators.distribution import bucket_sql
from sanling.domain.indicators.flows import flows
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile
from sanling.processes.figures.folding import COUNTED, take_figures
from sanling.processes.figures.models import Counted
from sanling.processes.figures.rebuilding import sum_up

# Counties of a city, townships of a county, villages of a township: 18 cities have 50,400 villages.
COUNTIES, TOWNSHIPS, VILLAGES = 10, 14, 20
# Departments of a county.
_DEPARTMENTS = 30
_LOT = 100_000
# What is drawn for each matter, evenly between 0 and 1: the same for its number and the seed.
_DRAWN = ", ".join(
    f"((hashint8extended(nth * 16 + {at}, %(seed)s) & 1048575) + 0.5) / 1048576 AS {what}"
    for at, what in enumerate(
        ("lies", "kind", "channel", "registered", "answer", "work", "late", "good", "grade", "secret", "desk")
    )
)
_LIVES = f"""
    INSERT INTO figures_counted (flow, {COUNTED})
    SELECT 'matters', nth, (%(categories)s::text[])[what], place, %(family)s, (%(kinds)s::text[])[what],
           CASE WHEN secret < 0.01 THEN 2 WHEN secret < 0.05 THEN 1 ELSE 0 END,
           (%(channels)s::text[])[1 + floor(channel * %(ways)s)::int],
           array_fill(began, ARRAY[2]) || array_fill(answered, ARRAY[3])
               || array_fill(ended, ARRAY[cardinality(counts)]),
           array_fill(committee, ARRAY[5]) || array_fill(
               CASE WHEN desk < 0.6 THEN committee ELSE department END, ARRAY[cardinality(counts)]),
           ARRAY['open', 'registered', 'responded', 'response_time', 'taken_in'] || counts,
           ARRAY[0, 0, 0, {bucket_sql("answers_in")}, 0] || CASE WHEN counts = '{{}}' THEN '{{}}' ELSE
               ARRAY[0, 0, {bucket_sql("works_for")}] || array_fill(0, ARRAY[cardinality(counts) - 3]) END,
           ARRAY[1, 1, 1, 1, 1] || CASE WHEN counts = '{{}}' THEN '{{}}' ELSE ARRAY[1, -1] || CASE
               WHEN good < 0.6 THEN array_fill(1, ARRAY[cardinality(counts) - 3]) || (3 + floor(3 * grade))::int
               ELSE array_fill(1, ARRAY[cardinality(counts) - 2]) END END
    FROM (
        SELECT *, CASE WHEN ended > %(until)s THEN '{{}}'::text[] ELSE '{{ended,open,handling_time,settled}}'
            || CASE WHEN late < 0.25 THEN '{{overdue}}'::text[] ELSE '{{responded_on_time,settled_on_time}}' END
            || CASE WHEN good < 0.6 THEN '{{successful,rated,rating_sum}}'::text[]
                    WHEN good < 0.88 THEN '{{successful}}' ELSE '{{}}' END END AS counts
        FROM (
            SELECT *, (began + answers_in)::date AS answered, (began + answers_in + works_for)::date AS ended,
                   %(city)s || lpad((1 + village / {TOWNSHIPS * VILLAGES})::text, 2, '0')
                       || lpad((1 + village / {VILLAGES} %% {TOWNSHIPS})::text, 3, '0')
                       || lpad((1 + village %% {VILLAGES})::text, 3, '0') AS place,
                   %(first_unit)s + village AS committee,
                   %(first_unit)s + {COUNTIES * TOWNSHIPS * VILLAGES}
                       + village / {TOWNSHIPS * VILLAGES} * {_DEPARTMENTS} + floor({_DEPARTMENTS} * kind)::int
                       AS department
            FROM (
                SELECT *, floor(lies * {COUNTIES * TOWNSHIPS * VILLAGES})::int AS village,
                       1 + floor(kind * %(whats)s)::int AS what,
                       %(until)s::date - 1 - floor(registered * %(days)s)::int AS began,
                       -ln(answer) * interval '8 hours' AS answers_in, -ln(work) * interval '12 days' AS works_for
                FROM (SELECT nth, {_DRAWN} FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS nth) AS drawn
            ) AS numbered
        ) AS placed
    ) AS lived
"""  # noqa: S608 -- put together from constants


class FiguresThereError(Exception):
    """There are figures of the province already, with which these would be mixed."""


def simulate_figures(
    *,
    profile: Profile,
    cities: int,
    matters: int,
    seed: int = 1,
    days: int = 3 * 365,
    progress: Callable[[int], None] = lambda _written: None,
) -> int:
    """Write figures of so many matters, evenly over the first cities of the profile's province; return their facts.

    The matters were registered in the ``days`` before today. Raises FiguresThereError where some are already.
    """
    if Counted.objects.filter(flow="matters", place__startswith=profile.city[:2]).exists():
        raise FiguresThereError
    bounds = [matters * nth // cities for nth in range(cities + 1)]
    for nth in range(cities):
        city = f"{profile.city[:2]}{nth + 1:02}"
        _write_city(profile, city, bounds[nth], bounds[nth + 1], nth=nth, seed=seed, days=days)
        progress(bounds[nth + 1])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE figures_counted, figures_summed")
        cursor.execute(
            "SELECT coalesce(sum(cardinality(days)), 0) FROM figures_counted WHERE flow = 'matters'"
        )
        return int(cursor.fetchone()[0])


def _write_city(profile: Profile, city: str, begin: int, end: int, **drawn: int) -> None:
    flow = flows()["matters"]
    with transaction.atomic(), connection.cursor() as cursor:
        take_figures(flow)
        said = _said(profile, city, today(), drawn)
        for first in range(begin, end, _LOT):
            cursor.execute(_LIVES, {**said, "first": first + 1, "last": min(first + _LOT, end)})
        sum_up(flow, city)


def _said(profile: Profile, city: str, until: date, drawn: dict[str, int]) -> dict[str, Any]:
    """Return what the statement is told of a city: whatever has categories in the profile is equally likely."""
    part: MattersPart = profile.part("matters")
    whats = [
        (kind.code, category.code)
        for kind in part.kinds_of(REPORTED)
        for category in part.categories(kind.code)
    ]
    channels = [channel.code for channel in part.channels]
    units = COUNTIES * (TOWNSHIPS * VILLAGES + _DEPARTMENTS)
    return {
        "city": city,
        "family": REPORTED,
        "kinds": [kind for kind, _category in whats],
        "categories": [category for _kind, category in whats],
        "whats": len(whats),
        "channels": channels,
        "ways": len(channels),
        "until": until + timedelta(days=1),
        "days": drawn["days"],
        "seed": drawn["seed"],
        "first_unit": 1 + drawn["nth"] * units,
    }
