from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0003_partial_units"),
    ]

    operations = [
        migrations.AddField(
            model_name="export",
            name="reached",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
    ]
