from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0019_earlier_numbers"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("scanned_code", ""), _negated=True),
                fields=["scanned_code"],
                name="matter_by_scanned_code",
            ),
        ),
    ]
