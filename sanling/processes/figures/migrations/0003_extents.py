"""Facts are found by place and days at once, and single ones are read without a join."""

import django.contrib.postgres.indexes
from django.db import migrations, models

EXTENT = """
    CREATE FUNCTION figures_extent(place text, days date[]) RETURNS box LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT box(point(rpad(place, 12, '0')::float8, days[1] - date '2000-01-01'),
                   point(rpad(place, 12, '0')::float8, days[cardinality(days)] - date '2000-01-01'))
    $$;
"""
VIEWS = """
    DROP VIEW figures_fact;
    CREATE VIEW figures_fact AS
    SELECT flow, source, place, family, kind, secrecy, category, channel, figures_extent(place, days) AS extent,
           unnest(days) AS day, unnest(units) AS unit, unnest(measures) AS measure, unnest(buckets) AS bucket,
           unnest(amounts) AS amount
    FROM figures_counted;
    DROP VIEW figures_rollup;
    CREATE VIEW figures_rollup AS
    SELECT flow, level, by, monthly, distributed, place, period, family, kind, value, secrecy,
           unnest(measures) AS measure, unnest(buckets) AS bucket, unnest(amounts) AS amount
    FROM figures_summed;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_side_by_side")]

    operations = [
        migrations.RunSQL(EXTENT),
        migrations.RemoveIndex("counted", "counted_at_place"),
        migrations.AddIndex(
            "counted",
            django.contrib.postgres.indexes.GistIndex(
                models.Func("place", "days", function="figures_extent"), name="counted_extent"
            ),
        ),
        migrations.RunSQL(VIEWS),
    ]
