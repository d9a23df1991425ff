"""Clocks of the reports of accidents."""

import django.db.models.deletion
from django.db import migrations, models

LEVELS = ("township", "county", "city", "province", "state")


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0002_of_a_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reached", models.CharField(choices=[(level, level) for level in LEVELS], max_length=10)),
                ("due_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("by", models.CharField(blank=True, max_length=80)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("warned_at", models.DateTimeField(null=True)),
                ("late_at", models.DateTimeField(null=True)),
                (
                    "incident",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clocks",
                        to="incidents.incident",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(told_at=None, late_at=None),
                        fields=["due_at"],
                        name="report_clock_running",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("incident", "reached"), name="report_clock_once_a_level")
                ],
            },
        ),
    ]
