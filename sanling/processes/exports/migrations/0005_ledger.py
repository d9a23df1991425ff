from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0004_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="export",
            name="ledger",
            field=models.CharField(db_default="matters", max_length=40),
        ),
    ]
