from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0005_ledger"),
    ]

    operations = [
        migrations.AddField(
            model_name="export",
            name="form",
            field=models.CharField(db_default="xlsx", default="xlsx", max_length=10),
        ),
        migrations.AddField(
            model_name="export",
            name="left_out",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
