"""A proposal names its folder by the whole SHA-256."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Widen the column; rows keep what they have."""

    dependencies = [("publishing", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
