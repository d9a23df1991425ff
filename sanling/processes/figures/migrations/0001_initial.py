"""Facts of what happens, and their sums."""

import sanling.domain.territory.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("amount", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["flow", "source"], name="fact_of_source"),
                    models.Index(fields=["flow", "measure", "place", "day"], name="fact_at_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("flow", models.CharField(max_length=16)),
                ("level", models.PositiveSmallIntegerField()),
                ("place", sanling.domain.territory.fields.PathField(max_length=12)),
                ("monthly", models.BooleanField()),
                ("period", models.DateField()),
                ("family", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=40)),
                ("secrecy", models.PositiveSmallIntegerField()),
                ("by", models.CharField(max_length=8)),
                ("value", models.CharField(max_length=40)),
                ("measure", models.CharField(max_length=24)),
                ("bucket", models.SmallIntegerField()),
                ("amount", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("amount", 0)), fields=["flow"], name="rollup_of_nothing")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "flow",
                            "level",
                            "measure",
                            "monthly",
                            "place",
                            "by",
                            "period",
                            "family",
                            "kind",
                            "value",
                            "secrecy",
                            "bucket",
                        ),
                        name="rollup_once",
                    )
                ],
            },
        ),
    ]
