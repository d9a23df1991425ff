"""Figures of the police are of a time: its last day stands beside the first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="ends_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("happened_on"), kind="police_figure"),
                name="incident_of_a_time",
            ),
        ),
    ]
