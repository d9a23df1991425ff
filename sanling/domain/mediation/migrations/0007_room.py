import django.db.models.deletion
import sanling.foundation.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("matters", "0023_in_cells"),
        ("mediation", "0004_agreements"),
        ("people", "0009_hours_and_duty_phones"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "call",
                    models.CharField(
                        blank=True, choices=[("video", "Video"), ("voice", "Voice")], max_length=8
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matters.matter"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.post",
                    ),
                ),
                (
                    "side",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="mediation.side",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", sanling.foundation.privacy.fields.EncryptedTextField()),
                ("at", models.DateTimeField()),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mediation.seat"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mediation.seat"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="saying",
            name="corrects",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="mediation.saying",
            ),
        ),
        migrations.AddField(
            model_name="saying",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="saying",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="saying",
            name="kind",
            field=models.CharField(
                choices=[
                    ("statement", "Statement"),
                    ("time", "Time"),
                    ("private", "Private"),
                    ("room", "Room"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="saying",
            name="side",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sayings",
                to="mediation.side",
            ),
        ),
        migrations.AddIndex(
            model_name="saying",
            index=models.Index(
                condition=models.Q(("kind", "room")), fields=["matter", "id"], name="saying_in_a_room"
            ),
        ),
        migrations.AddConstraint(
            model_name="saying",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "room"), ("matter__isnull", False)),
                    models.Q(
                        models.Q(("kind", "room"), _negated=True), ("matter", None), ("side__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="saying_to_a_side_or_to_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("post__isnull", False), ("side", None)),
                    models.Q(("post", None), ("side__isnull", False)),
                    _connector="OR",
                ),
                name="seat_of_a_side_or_of_staff",
            ),
        ),
    ]
