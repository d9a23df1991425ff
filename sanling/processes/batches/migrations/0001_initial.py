"""Batches and the matters picked for them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("matters", "0012_batches"),
        ("people", "0005_appointments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "seen_as",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], default=list, size=None
                    ),
                ),
                (
                    "partial_units",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], default=list, size=None
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("verb", models.SlugField(max_length=40)),
                ("charged", models.BigIntegerField(null=True)),
                ("language", models.CharField(max_length=10)),
                ("total", models.PositiveIntegerField()),
                ("unseen", models.PositiveIntegerField(default=0)),
                ("judged", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("done", models.BooleanField(null=True)),
                ("said", models.TextField(blank=True, default="")),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="batches.batch",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matters.matter"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="batch",
            index=models.Index(fields=["post", "-created_at"], name="batch_of_post"),
        ),
        migrations.AddIndex(
            model_name="pick",
            index=models.Index(fields=["batch", "done", "id"], name="pick_of_batch"),
        ),
        migrations.AddIndex(
            model_name="pick",
            index=models.Index(
                condition=models.Q(("done", None)), fields=["batch", "matter"], name="pick_to_be_judged"
            ),
        ),
        migrations.AddConstraint(
            model_name="pick",
            constraint=models.UniqueConstraint(fields=("batch", "matter"), name="pick_once"),
        ),
    ]
