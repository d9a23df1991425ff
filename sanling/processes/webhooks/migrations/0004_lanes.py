"""What came in bulk is told after what came by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0003_made_by_a_token")]

    operations = [
        migrations.AddField("delivery", "bulk", models.BooleanField(db_default=False, default=False)),
        migrations.AddIndex(
            "delivery",
            models.Index(
                fields=["subscription", "bulk", "id"],
                condition=models.Q(delivered_at=None, dead_at=None),
                name="delivery_next_of_lane",
            ),
        ),
        migrations.RemoveIndex("delivery", "delivery_next"),
    ]
