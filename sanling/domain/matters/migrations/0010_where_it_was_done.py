"""Entries say which unit held the matter and where it lay when it was done, and when that was recorded."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 20_000
# The stage under way before the act, else the first; the place that a later correction says it had before, else its own.
TELL = """
    UPDATE matters_entry AS entry SET
        unit_id = coalesce(
            (SELECT unit_id FROM matters_stage AS stage
             WHERE stage.matter_id = entry.matter_id AND stage.begun_at < entry.at
             ORDER BY stage.begun_at DESC, stage.id DESC LIMIT 1),
            (SELECT unit_id FROM matters_stage AS stage
             WHERE stage.matter_id = entry.matter_id ORDER BY stage.begun_at, stage.id LIMIT 1)
        ),
        division_path = coalesce(
            (SELECT later.params -> 'before' ->> 'division' FROM matters_entry AS later
             WHERE later.matter_id = entry.matter_id AND later.id >= entry.id
                 AND later.params -> 'before' ->> 'division' IS NOT NULL
             ORDER BY later.id LIMIT 1),
            (SELECT division_path FROM matters_matter AS matter WHERE matter.id = entry.matter_id)
        )
    WHERE entry.id > %s AND entry.id <= %s AND entry.unit_id IS NULL
"""


def tell(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Tell it of what was done before, batch by batch."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_entry")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(TELL, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("matters", "0009_search_finds_every_form"),
        ("people", "0001_initial"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.AddField("entry", "recorded_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "entry",
            "unit",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.unit",
            ),
        ),
        migrations.AddField(
            "entry",
            "division",
            models.ForeignKey(
                db_column="division_path",
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.division",
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
