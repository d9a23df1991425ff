"""Who had a matter when it ended reads no more of it once it was taken up again: what was taken up before follows."""

from django.apps.registry import Apps
from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 1000
# Open again, or ended again since by somebody who was charged after. A matter may also go from one end to another.
WRITE = """
    UPDATE matters_assignment AS had SET ended_how = 'reopen' FROM matters_matter AS matter
    WHERE matter.id > %s AND matter.id <= %s AND had.matter_id = matter.id
        AND had.kind = 'main' AND had.ended_how = 'ended'
        AND (matter.open OR EXISTS (
            SELECT FROM matters_assignment AS later
            WHERE later.matter_id = matter.id AND later.kind = 'main' AND later.begun_at > had.ended_at
        ))
"""


def end_hindsight(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Note of each charge that its matter went on without it, batch by batch."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_matter")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            with transaction.atomic(using=connection.alias):
                cursor.execute(WRITE, [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matters", "0013_matters_of_every_family")]

    operations = [migrations.RunPython(end_hindsight, migrations.RunPython.noop)]
