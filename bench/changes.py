"""A migration of each kind that a release may bring, on the tables that grow with the city.

``python -m bench.changes`` applies and takes it back, in the environment of an installation.
"""

from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader

from sanling.interfaces.console.main import set_up_django

set_up_django()

OPERATIONS = [
    migrations.AddField("matter", "bench_level", models.SmallIntegerField(db_default=1)),
    migrations.AddField(
        "matter",
        "bench_post",
        models.ForeignKey("people.Post", models.PROTECT, null=True, related_name="+"),
    ),
    migrations.AddIndex("matter", models.Index(fields=["channel", "-registered_at"], name="bench_channel")),
    migrations.AddConstraint(
        "matter", models.CheckConstraint(condition=models.Q(bench_level__gte=0), name="bench_level_positive")
    ),
    migrations.AddConstraint(
        "matter", models.UniqueConstraint(fields=["number", "bench_level"], name="bench_number_once")
    ),
    migrations.AddField("entry", "bench_note", models.CharField(max_length=40, null=True)),
    migrations.AddField("entry", "bench_weight", models.IntegerField(null=True, db_default=0)),
    migrations.AlterField("entry", "bench_weight", models.IntegerField(db_default=0)),
    migrations.AddIndex("entry", models.Index(fields=["code", "at"], name="bench_code")),
]


def forth_and_back() -> None:
    """Apply all of them, then take them back, as `sanling migrate` would."""
    change = migrations.Migration("bench", "matters")
    change.operations = OPERATIONS  # type: ignore[misc]
    for turn in (change.apply, change.unapply):
        state = MigrationLoader(connection).project_state()
        with connection.schema_editor(atomic=change.atomic) as editor:
            turn(state, editor)


if __name__ == "__main__":
    forth_and_back()
