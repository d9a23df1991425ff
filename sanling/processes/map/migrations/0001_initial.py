import sanling.domain.territory.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Drawing",
            fields=[
                (
                    "place",
                    sanling.domain.territory.fields.PathField(
                        max_length=18, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.CharField(max_length=32)),
                ("body", models.BinaryField()),
            ],
        ),
    ]
