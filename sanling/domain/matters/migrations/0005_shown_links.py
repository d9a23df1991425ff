"""Links that staff were shown when they registered for somebody become links that only show progress."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 2_000
# The resident's own link is then nobody's: a fresh secret of 122 random bits that is written nowhere.
_MARK = """
    UPDATE matters_matter SET shown_digest = link_digest, link_digest = sha256(gen_random_uuid()::text::bytea)
    WHERE id IN (
        SELECT id FROM matters_matter
        WHERE registered_by_id IS NOT NULL AND shown_digest IS NULL AND id > %s ORDER BY id LIMIT %s
    )
    RETURNING id
"""


def mark(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Move the digests, two thousand at a time."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(_MARK, [last, BATCH])
            done = [row[0] for row in cursor.fetchall()]
            if not done:
                return
            last = max(done)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0004_each_party_its_own_identity")]

    operations = [
        migrations.AddField(
            "matter", "shown_digest", models.BinaryField(max_length=32, null=True, unique=True)
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
