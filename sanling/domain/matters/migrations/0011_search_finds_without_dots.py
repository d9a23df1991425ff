"""What matters are found by is folded once more: dots within names, circles typed for 〇, and 甚麼."""

from django.apps.registry import Apps
from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sanling.foundation.text import tokens, tsvector_text
from sanling.foundation.variants import fold_variants

BATCH = 1000
# What is found otherwise now. What acts added to a matter's words is not in its columns, and has its tokens alone.
READ = """
    SELECT id, search::text, number, title, text, place FROM matters_matter
    WHERE id > %s AND id <= %s AND (title || text || place || search::text) ~ '[·•‧・･∙⋅○◯甚]'
    FOR NO KEY UPDATE
"""
WRITE = """
    UPDATE matters_matter AS matter SET search = folded.search::tsvector
    FROM unnest(%s::bigint[], %s::text[]) AS folded (id, search) WHERE folded.id = matter.id
"""


def fold_again(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what a matter's words are found by now to the tokens that are there, batch by batch."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_matter")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            with transaction.atomic(using=connection.alias):
                cursor.execute(READ, [after, after + BATCH])
                changed = [(pk, _folded(search, *words)) for pk, search, *words in cursor.fetchall()]
                cursor.execute(WRITE, [[pk for pk, _now in changed], [now for _pk, now in changed]])


def _folded(search: str, *words: str) -> str:
    """Return the text form of the tokens, none twice; no token holds a quote or a space."""
    kept = map(fold_variants, search.replace("'", "").split())
    return tsvector_text(dict.fromkeys([*kept, *tokens(*words)]))


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matters", "0010_where_it_was_done")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop)]
