"""A matter follows one other at most. Until now "merged into" was a label that stopped nothing: it becomes what it was."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 5_000
_KNOWN = """
    DELETE FROM matters_relation r USING matters_relation same
    WHERE r.kind = 'merged_into' AND same.kind = 'joined_in' AND same.matter_id = r.matter_id
        AND same.other_id = r.other_id AND r.id > %s AND r.id <= %s
"""
_LABEL = """
    UPDATE matters_relation SET kind = 'joined_in' WHERE kind = 'merged_into' AND id > %s AND id <= %s
"""


def call_it_handled_together(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Call handled together what was said to be merged and went on by itself, five thousand ties at a time."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_relation")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(_KNOWN, [after, after + BATCH])
            cursor.execute(_LABEL, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0007_how_clocks_ended")]

    operations = [
        migrations.RunPython(call_it_handled_together, migrations.RunPython.noop),
        migrations.AddConstraint(
            "relation",
            models.UniqueConstraint(
                fields=["matter"], condition=models.Q(kind="merged_into"), name="relation_merged_into_one"
            ),
        ),
    ]
