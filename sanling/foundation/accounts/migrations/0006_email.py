"""Where notices go by mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_invitations")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email",
            field=models.EmailField(
                blank=True,
                db_default="",
                default="",
                error_messages={"invalid": "Enter an email address, such as name@example.org."},
                max_length=254,
                verbose_name="email",
            ),
        ),
    ]
