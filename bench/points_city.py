"""Programs of the measured installation: open matters with points by the million, and clusters of them.

They run in processes of their own, with the installation's environment, and print JSON.
"""

import json
from collections import defaultdict
from statistics import median
from time import perf_counter

import click
import django
from django.conf import settings
from django.db import connection, transaction

django.setup()

from bench.city import VIEWERS  # noqa: E402
from sanling.domain.matters.models import Matter  # noqa: E402
from sanling.domain.people.cast import players  # noqa: E402
from sanling.domain.people.layers import layers_for  # noqa: E402
from sanling.domain.territory.cells import Box  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402
from sanling.processes.figures.access import own_place  # noqa: E402
from sanling.processes.map.points import Asked, clusters, rows_in  # noqa: E402

# Degrees around the middle of the city, and the zoom at which a screen shows them.
VIEWS = {"whole city": (0.7, 9), "county": (0.15, 11), "township": (0.03, 13), "village": (0.008, 15)}
TIMES = 7

# Like one that is open, but for its number, link, place, kind and what decides who sees it. Half lie around the middle.
_FILL = """
    WITH village AS (
        SELECT path, row_number() OVER (ORDER BY path) - 1 AS nth, count(*) OVER () AS many
        FROM territory_division WHERE level = 12 AND path LIKE %(city)s || '%%' AND valid_until IS NULL
    ), template AS (SELECT * FROM matters_matter WHERE open AND family = 'reported' ORDER BY id LIMIT 1)
    INSERT INTO matters_matter ({columns})
    SELECT {values}
    FROM template, generate_series(%(first)s, %(count)s) AS n
    JOIN village ON village.nth = (n * 7919::bigint) %% village.many
"""
_OWN = {
    "number": "'BENCH-' || n",
    "division_path": "village.path",
    "lon": "%(lon)s + CASE WHEN n %% 2 = 0 THEN 0.1 ELSE 0.6 END * (random() + random() - 1)",
    "lat": "%(lat)s + CASE WHEN n %% 2 = 0 THEN 0.08 ELSE 0.3 END * (random() + random() - 1)",
    "confidentiality": "CASE WHEN n %% 50 = 0 THEN 2 ELSE 0 END",
    "concealed": "n %% 500 = 0",
    "link_digest": "sha256(('bench' || n)::bytea)",
    "shown_digest": "NULL",
    "registered_at": "template.registered_at - n * interval '10 seconds'",
}
# How indexes (all but those of constraints) and references are taken away, and brought back.
_DEAR = """
    SELECT format('ALTER TABLE matters_matter DROP CONSTRAINT %I', conname),
           format('ALTER TABLE matters_matter ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE conrelid = 'matters_matter'::regclass AND contype = 'f'
    UNION ALL SELECT format('DROP INDEX %I', indexname), indexdef FROM pg_indexes
    WHERE tablename = 'matters_matter' AND schemaname = current_schema()
        AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'matters_matter'::regclass)
"""


@click.group()
def commands() -> None:
    """Fill, and measure."""


@commands.command()
@click.argument("count", type=int)
def fill(count: int) -> None:
    """Have so many open matters with points, from one that there is, and print how long it took."""
    begin = perf_counter()
    columns = [
        str(field.column)
        for field in Matter._meta.concrete_fields  # noqa: SLF001 -- documented by Django
        if not field.primary_key and not getattr(field, "generated", False)
    ]
    values = [_OWN.get(column, f'template."{column}"') for column in columns]
    lon, lat = middle()
    there = Matter.objects.filter(number__startswith="BENCH-").count()
    city = profile_by_code(settings.SERVED[0]).city
    with transaction.atomic(), connection.cursor() as cursor:
        statement = _FILL.format(columns=", ".join(f'"{name}"' for name in columns), values=", ".join(values))
        # A million rows take longer than any page may; they go in without indexes and references.
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(_DEAR)
        dear = cursor.fetchall()
        for away, _back in dear:
            cursor.execute(away)
        cursor.execute(statement, {"city": city, "first": there + 1, "count": count, "lon": lon, "lat": lat})
        for _away, back in dear:
            cursor.execute(back)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE matters_matter")
    click.echo(json.dumps({"seconds": round(perf_counter() - begin, 1)}))


def middle() -> tuple[float, float]:
    """Return where the cast's county lies."""
    return 113.68, 34.78


@commands.command()
@click.option("--explain", is_flag=True)
def measure(*, explain: bool) -> None:
    """Print by view and viewer how many milliseconds clusters take, and that they sum up to a plain count."""
    cast = players(profile_by_code(settings.SERVED[0]))
    found: dict[str, dict[str, list[float]]] = defaultdict(dict)
    lon, lat = middle()
    for key in VIEWERS:
        viewer = cast[key].viewer
        layer = layers_for(viewer)["matters"]
        for view, (half, zoom) in VIEWS.items():
            box = Box(lon - half, lat - half * 0.6, lon + half, lat + half * 0.6)
            asked = Asked(layer, own_place(viewer), box=box)
            if explain:
                click.echo(f"{key} {view}\n{rows_in(viewer, asked).explain(analyze=True)}", err=True)
            took = []
            for _time in range(TIMES):
                begin = perf_counter()
                shown = clusters(viewer, asked, zoom)
                took.append((perf_counter() - begin) * 1000)
            total, plain = sum(cluster.count for cluster in shown), rows_in(viewer, asked).count()
            if total != plain:
                raise SystemExit(f"{key} {view}: clusters sum up to {total}, rows are {plain}")
            found[view][key] = [round(median(took), 1), round(max(took), 1), total, len(shown)]
    click.echo(json.dumps(found))


if __name__ == "__main__":
    commands()
