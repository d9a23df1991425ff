from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_tokens_are_accepted")]

    operations = [
        migrations.AlterField(
            model_name="post", name="phone", field=models.CharField(blank=True, max_length=32)
        ),
        migrations.AlterField(
            model_name="unit", name="phone", field=models.CharField(blank=True, max_length=32)
        ),
    ]
