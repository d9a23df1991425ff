import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recognition", "0004_link_over")]

    operations = [
        migrations.AddField(
            model_name="title",
            name="taken_over_from",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AlterField(
            model_name="title",
            name="recognition",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="titles",
                to="recognition.recognition",
            ),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.CheckConstraint(
                condition=models.Q(("recognition", None), ("taken_over_from", ""), _connector="XOR"),
                name="title_decided_here_or_taken_over",
            ),
        ),
    ]
