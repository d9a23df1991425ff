"""Who wants notices bundled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_email")]

    operations = [
        migrations.AddField(
            model_name="user", name="bundled", field=models.BooleanField(db_default=False, default=False)
        ),
    ]
