import django.db.models.fields.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0021_agreed_to_messages"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                django.db.models.fields.json.KeyTransform("other", "params"),
                condition=models.Q(("params__has_key", "other")),
                name="entry_naming_other",
            ),
        ),
    ]
