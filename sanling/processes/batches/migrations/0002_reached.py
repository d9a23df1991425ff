from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("batches", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="reached",
            field=models.CharField(db_default="", default="", max_length=64),
        ),
    ]
