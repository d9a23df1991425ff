"""What came about together in a batch is told to each as one notice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0004_codes_of_phones"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="batch",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("batch__isnull", False), ("read_at__isnull", True)),
                fields=("batch", "recipient", "code"),
                name="notice_of_batch_once",
            ),
        ),
    ]
