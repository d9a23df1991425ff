"""Residents may follow what another one has reported."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0016_names_under_an_index")]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="matters.matter",
                    ),
                ),
                ("link_digest", models.BinaryField(max_length=32, unique=True)),
                ("began_at", models.DateTimeField()),
            ],
        ),
    ]
