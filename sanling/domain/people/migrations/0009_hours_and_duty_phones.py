from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0008_wecom_changes")]

    operations = [
        migrations.AddField(
            model_name="unit",
            name="duty_phone",
            field=models.CharField(blank=True, db_default="", default="", max_length=32),
        ),
        migrations.AddField(
            model_name="unit",
            name="hours",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
    ]
