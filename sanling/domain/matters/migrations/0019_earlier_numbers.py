"""Matters brought from another system are known by the number that they had there, too."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("matters", "0018_subscriptions")]

    operations = [
        migrations.AddField(
            "matter",
            "earlier_number",
            models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddConstraint(
            "matter",
            models.UniqueConstraint(
                condition=~Q(("earlier_number", "")),
                fields=("earlier_number", "city"),
                name="matter_earlier_number_once",
            ),
        ),
    ]
