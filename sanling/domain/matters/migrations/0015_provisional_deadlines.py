"""A matter says of its nearest deadline whether a holiday schedule yet to come may move it."""

from django.apps.registry import Apps
from django.db import migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 1000
WRITE = """
    UPDATE matters_matter AS matter SET due_provisional = true FROM matters_clock AS nearest
    WHERE matter.id = ANY(%s) AND nearest.matter_id = matter.id AND nearest.provisional
        AND nearest.stopped_at IS NULL AND nearest.paused_at IS NULL AND nearest.due_at = matter.due_at
"""


def copy_provisional(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Copy it from the clocks that run, batch by batch."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT matter_id FROM matters_clock WHERE provisional AND stopped_at IS NULL"
        )
        found = sorted(matter for (matter,) in cursor.fetchall())
        for first in range(0, len(found), BATCH):
            with transaction.atomic(using=connection.alias):
                cursor.execute(WRITE, [found[first : first + BATCH]])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matters", "0014_reopened_without_hindsight")]

    operations = [
        migrations.AddField(
            "matter", "due_provisional", models.BooleanField(db_default=False, default=False)
        ),
        migrations.RunPython(copy_provisional, migrations.RunPython.noop),
    ]
