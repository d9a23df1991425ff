"""A file has an audience of its own; those that are there keep that of their entry."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 5_000
_KEEP = """
    UPDATE matters_attachment a SET audience = e.audience FROM matters_entry e
    WHERE e.id = a.entry_id AND a.audience <> e.audience AND a.id > %s AND a.id <= %s
"""


def keep(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take over the entries' audiences, five thousand files at a time."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_attachment")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(_KEEP, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0005_shown_links")]

    operations = [
        migrations.AddField(
            "attachment",
            "audience",
            models.CharField(
                choices=[("party", "Party"), ("internal", "Internal"), ("restricted", "Restricted")],
                db_default="internal",
                default="internal",
                max_length=12,
            ),
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
