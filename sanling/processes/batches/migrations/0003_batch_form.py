from django.db import migrations

import sanling.foundation.privacy.fields


class Migration(migrations.Migration):
    dependencies = [
        ("batches", "0002_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="form",
            field=sanling.foundation.privacy.fields.EncryptedTextField(blank=True, default="", null=True),
        ),
    ]
