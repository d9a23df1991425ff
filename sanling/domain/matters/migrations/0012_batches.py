"""What came in a batch says so; clocks that a large one started are scanned in a lane of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0011_search_finds_without_dots")]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="batch",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="entry",
            name="batch",
            field=models.UUIDField(null=True),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(
                    ("batch__isnull", True), ("late_at", None), ("paused_at", None), ("stopped_at", None)
                ),
                fields=["due_at"],
                name="clock_late_alone",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(
                    ("batch__isnull", True),
                    ("late_at", None),
                    ("paused_at", None),
                    ("stopped_at", None),
                    ("warned_at", None),
                ),
                fields=["warn_at"],
                name="clock_warn_alone",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(
                    ("batch__isnull", False), ("late_at", None), ("paused_at", None), ("stopped_at", None)
                ),
                fields=["due_at"],
                name="clock_late_in_bulk",
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(
                    ("batch__isnull", False),
                    ("late_at", None),
                    ("paused_at", None),
                    ("stopped_at", None),
                    ("warned_at", None),
                ),
                fields=["warn_at"],
                name="clock_warn_in_bulk",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("batch__isnull", False)), fields=["batch"], name="entry_of_batch"
            ),
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_to_become_late",
        ),
        migrations.RemoveIndex(
            model_name="clock",
            name="clock_to_be_warned",
        ),
    ]
