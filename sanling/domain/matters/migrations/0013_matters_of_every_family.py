"""Matters of every family of kinds: what only residents bring may be absent, and lists begin by the family."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0012_batches"),
        ("people", "0005_appointments"),
        ("territory", "0001_initial"),
        ("workflow", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="family",
            field=models.SlugField(db_default="reported", db_index=False, default="reported", max_length=20),
        ),
        migrations.AlterField(
            model_name="matter",
            name="category",
            field=models.SlugField(blank=True, db_index=False, max_length=40),
        ),
        migrations.AlterField(
            model_name="matter",
            name="channel",
            field=models.SlugField(blank=True, db_index=False, max_length=20),
        ),
        migrations.AlterField(
            model_name="matter",
            name="link_digest",
            field=models.BinaryField(max_length=32, null=True, unique=True),
        ),
        migrations.AlterField(
            model_name="matter",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="party",
            name="role",
            field=models.CharField(
                choices=[
                    ("applicant", "Applicant"),
                    ("respondent", "Respondent"),
                    ("rated", "Rated"),
                    ("addressee", "Addressee"),
                    ("informant", "Informant"),
                    ("witness", "Witness"),
                    ("representative", "Representative"),
                    ("guardian", "Guardian"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("family", "reported"), _negated=True),
                    models.Q(
                        models.Q(("channel", ""), _negated=True),
                        models.Q(("category", ""), _negated=True),
                        ("link_digest__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="matter_reported_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("family", "reported"),
                    models.Q(("channel", ""), ("link_digest", None), ("shown_digest", None)),
                    _connector="OR",
                ),
                name="matter_of_no_resident",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["family", "city", "-registered_at", "-id"], name="matter_in_city"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["family", "county", "-registered_at", "-id"], name="matter_in_county"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["family", "township", "-registered_at", "-id"], name="matter_in_township"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["family", "village", "-registered_at", "-id"], name="matter_in_village"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["family", "city", "state", "-registered_at", "-id"], name="matter_in_city_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["family", "county", "state", "-registered_at", "-id"],
                name="matter_in_county_by_state",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["family", "township", "state", "-registered_at", "-id"],
                name="matter_in_township_by_state",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["family", "village", "state", "-registered_at", "-id"],
                name="matter_in_village_by_state",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["family", "city", "due_at", "id"],
                name="matter_open_in_city",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["family", "county", "due_at", "id"],
                name="matter_open_in_county",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["family", "township", "due_at", "id"],
                name="matter_open_in_township",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["family", "village", "due_at", "id"],
                name="matter_open_in_village",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", False)),
                fields=["family", "city", "ended_at", "id"],
                name="matter_ended_in_city",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", False)),
                fields=["family", "county", "ended_at", "id"],
                name="matter_ended_in_county",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["family", "unit", "-registered_at", "-id"], name="matter_at_unit"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["family", "unit", "due_at", "id"],
                name="matter_open_at_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("open", True)),
                fields=["family", "assignee", "due_at", "id"],
                name="matter_open_with_post",
            ),
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_city",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_county",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_township",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_village",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_city_in_state",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_county_in_state",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_township_in_state",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_village_in_state",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_open_of_city",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_open_of_county",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_open_of_township",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_open_of_village",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_open_of_unit",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_open_of_post",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_ended_of_city",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_ended_of_county",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_of_unit",
        ),
    ]
