"""Facts and sums lie side by side in arrays, and are read one by one by views."""

import django.contrib.postgres.fields
import sanling.domain.territory.fields
from django.db import migrations, models

VIEWS = """
    CREATE VIEW figures_fact AS
    SELECT flow, source, day, place, family, kind, secrecy, category, channel, unit, measure, bucket, amount
    FROM figures_counted CROSS JOIN LATERAL (
        SELECT unnest(days) AS day, unnest(units) AS unit, unnest(measures) AS measure, unnest(buckets) AS bucket,
               unnest(amounts) AS amount
    ) AS fact;
    CREATE VIEW figures_rollup AS
    SELECT flow, level, by, monthly, distributed, place, period, family, kind, value, secrecy, measure, bucket, amount
    FROM figures_summed CROSS JOIN LATERAL (
        SELECT unnest(measures) AS measure, unnest(buckets) AS bucket, unnest(amounts) AS amount
    ) AS sum_;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]

    operations = [
        migrations.DeleteModel("Fact"),
        migrations.DeleteModel("Rollup"),
        migrations.CreateModel(
            name="Counted",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "flow",
                        "source",
                        "category",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("flow", models.CharField(max_length=16)),
                ("source", models.BigIntegerField()),
                ("place", sanling.domain.territory.fields.PathField(max_length=12)),
                ("family", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=40)),
                ("secrecy", models.PositiveSmallIntegerField()),
                ("category", models.CharField(max_length=40)),
                ("channel", models.CharField(max_length=20)),
                ("days", django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), size=None)),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "measures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None
                    ),
                ),
                (
                    "buckets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["flow", "place"], name="counted_at_place"),
                    models.Index(
                        condition=models.Q(("secrecy", 9)), fields=["flow", "place"], name="counted_concealed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Summed",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "flow",
                        "level",
                        "by",
                        "monthly",
                        "distributed",
                        "place",
                        "period",
                        "family",
                        "kind",
                        "value",
                        "secrecy",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("flow", models.CharField(max_length=16)),
                ("level", models.PositiveSmallIntegerField()),
                ("by", models.CharField(max_length=8)),
                ("monthly", models.BooleanField()),
                ("distributed", models.BooleanField()),
                ("place", sanling.domain.territory.fields.PathField(max_length=12)),
                ("period", models.DateField()),
                ("family", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=40)),
                ("secrecy", models.PositiveSmallIntegerField()),
                (
                    "measures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None
                    ),
                ),
                (
                    "buckets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SmallIntegerField(), size=None
                    ),
                ),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("amounts", [])), fields=["flow"], name="summed_to_nothing"
                    )
                ],
            },
        ),
        migrations.RunSQL(VIEWS, "DROP VIEW figures_fact; DROP VIEW figures_rollup"),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "flow",
                        "source",
                        "category",
                        "day",
                        "measure",
                        "unit",
                        "bucket",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("flow", models.CharField(max_length=16)),
                ("source", models.BigIntegerField()),
                ("day", models.DateField()),
                ("place", sanling.domain.territory.fields.PathField(max_length=12)),
                ("family", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=40)),
                ("secrecy", models.PositiveSmallIntegerField()),
                ("category", models.CharField(max_length=40)),
                ("channel", models.CharField(max_length=20)),
                ("unit", models.BigIntegerField()),
                ("measure", models.CharField(max_length=24)),
                ("bucket", models.SmallIntegerField()),
                ("amount", models.BigIntegerField()),
            ],
            options={
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "flow",
                        "level",
                        "by",
                        "monthly",
                        "distributed",
                        "place",
                        "period",
                        "family",
                        "kind",
                        "value",
                        "secrecy",
                        "measure",
                        "bucket",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("flow", models.CharField(max_length=16)),
                ("level", models.PositiveSmallIntegerField()),
                ("by", models.CharField(max_length=8)),
                ("monthly", models.BooleanField()),
                ("distributed", models.BooleanField()),
                ("place", sanling.domain.territory.fields.PathField(max_length=12)),
                ("period", models.DateField()),
                ("family", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=40)),
                ("value", models.CharField(max_length=40)),
                ("secrecy", models.PositiveSmallIntegerField()),
                ("measure", models.CharField(max_length=24)),
                ("bucket", models.SmallIntegerField()),
                ("amount", models.BigIntegerField()),
            ],
            options={
                "managed": False,
            },
        ),
    ]
