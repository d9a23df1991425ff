"""Points have a history: a period keeps where the subject lay; the lasting one has where it lies now."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

BATCH = 2_000
_COPY = """
    WITH placed AS (
        SELECT id, lon, lat FROM subjects_subject WHERE lon IS NOT NULL AND id > %s ORDER BY id LIMIT %s
    ), copied AS (
        UPDATE subjects_period p SET lon = placed.lon, lat = placed.lat FROM placed
        WHERE p.subject_id = placed.id AND p.ends_on IS NULL AND p.lon IS NULL
    )
    SELECT max(id) FROM placed
"""


def copy(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Copy the points, two thousand at a time; since when a subject lies there nobody kept."""
    last: int | None = 0
    with schema_editor.connection.cursor() as cursor:
        while last is not None:
            cursor.execute(_COPY, [last, BATCH])
            (last,) = cursor.fetchone()


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("subjects", "0002_stocktaking")]

    operations = [
        migrations.AddField("period", "lon", models.FloatField(null=True)),
        migrations.AddField("period", "lat", models.FloatField(null=True)),
        migrations.AddConstraint(
            "period",
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="period_on_earth",
            ),
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
    ]
