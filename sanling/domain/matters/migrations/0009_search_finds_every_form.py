"""What matters are found by is folded once more: traditional and other forms of a character are one."""

from django.apps.registry import Apps
from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sanling.foundation.text import tsvector_text
from sanling.foundation.variants import fold_variants

BATCH = 1000
READ = "SELECT id, search::text FROM matters_matter WHERE id > %s AND id <= %s FOR NO KEY UPDATE"
WRITE = """
    UPDATE matters_matter AS matter SET search = folded.search::tsvector
    FROM unnest(%s::bigint[], %s::text[]) AS folded (id, search) WHERE folded.id = matter.id
"""


def fold_again(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fold the tokens that are there, which hold more than a matter's own words, batch by batch."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_matter")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            with transaction.atomic(using=connection.alias):
                cursor.execute(READ, [after, after + BATCH])
                folded = [(pk, _folded(search), search) for pk, search in cursor.fetchall()]
                changed = [(pk, now) for pk, now, before in folded if now != before]
                cursor.execute(WRITE, [[pk for pk, _now in changed], [now for _pk, now in changed]])


def _folded(search: str) -> str:
    """Return the text form of the tokens, in the order they came, none twice; no token holds a quote or a space."""
    return tsvector_text(dict.fromkeys(map(fold_variants, search.replace("'", "").split())))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matters", "0008_merged_into_one")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop)]
