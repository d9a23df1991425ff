"""Units and posts are found by any part of their names, in pinyin and by initials, from a column of their own."""

from django.apps.registry import Apps
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sanling.foundation.finding import NamesField
from sanling.foundation.text import tsvector_text

BATCH = 1000
NAMES = {"unit": ("name", "name_en"), "post": ("name",)}
READ = "SELECT id, {names} FROM people_{model} WHERE id > %s ORDER BY id LIMIT %s FOR NO KEY UPDATE"
WRITE = """
    UPDATE people_{model} AS called SET found_by = made.found_by::tsvector
    FROM unnest(%s::bigint[], %s::text[]) AS made (id, found_by) WHERE made.id = called.id
"""


def fill(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make it for all that are there, batch by batch."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for model, names in NAMES.items():
            keys = [0]
            while keys:
                with transaction.atomic(using=connection.alias):
                    cursor.execute(READ.format(model=model, names=", ".join(names)), [keys[-1], BATCH])
                    made = {pk: tsvector_text(NamesField.tokens_of(said)) for pk, *said in cursor.fetchall()}
                    keys = [*made]
                    cursor.execute(WRITE.format(model=model), [keys, [*made.values()]])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0006_phone_changes")]

    operations = [
        *(
            migrations.AddField(model, "found_by", NamesField(follows=names))
            for model, names in NAMES.items()
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(
            migrations.AddConstraint(
                model,
                NamesField.kept_right(*names, column="found_by", name=f"{model}_found_by_its_name"),
            )
            for model, names in NAMES.items()
        ),
        *(
            migrations.AddIndex(model, GinIndex(fields=["found_by"], name=f"{model}_found_by"))
            for model in NAMES
        ),
    ]
