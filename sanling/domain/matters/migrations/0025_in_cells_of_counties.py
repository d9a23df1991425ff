from django.db import migrations, models

import sanling.domain.territory.cells


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0024_by_resolved_at"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                models.F("county"),
                sanling.domain.territory.cells.Cell("lon", "lat"),
                condition=models.Q(("lon__isnull", False), ("open", True)),
                include=(
                    "id",
                    "lon",
                    "lat",
                    "city",
                    "township",
                    "village",
                    "family",
                    "kind",
                    "confidentiality",
                    "concealed",
                ),
                name="matter_open_in_county_cell",
            ),
        ),
    ]
