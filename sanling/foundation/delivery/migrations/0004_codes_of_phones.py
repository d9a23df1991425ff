"""Codes are kept encrypted, and tries are counted for each claim: a code asked for meanwhile is asked for again."""

from django.db import migrations

import sanling.foundation.privacy.fields


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_unlogged_limits")]

    operations = [
        migrations.AddField(
            "phonecode", "code", sanling.foundation.privacy.fields.EncryptedTextField(null=True)
        ),
        migrations.RemoveField("phonecode", "code_digest"),
        migrations.RemoveField("phonecode", "shown"),
        migrations.RemoveField("phonecode", "tries"),
    ]
