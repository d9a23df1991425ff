"""Parties are found by their whole name, by a blind index as phones are."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sanling.foundation.privacy.rotation import reindex_model


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Index the names that are there, batch by batch."""
    reindex_model(apps.get_model("matters", "Party"), using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matters", "0015_provisional_deadlines")]

    operations = [
        migrations.AddField("party", "name_index", models.BinaryField(max_length=32, null=True)),
        migrations.AddIndex(
            "party",
            models.Index(
                fields=["name_index"],
                condition=models.Q(("name_index__isnull", False)),
                name="party_by_name_index",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
