from django.db import migrations, models

import sanling.domain.territory.cells


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0022_acts_that_name_others"),
        ("territory", "0004_cells"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                sanling.domain.territory.cells.Cell("lon", "lat"),
                condition=models.Q(("lon__isnull", False), ("open", True)),
                include=(
                    "id",
                    "lon",
                    "lat",
                    "city",
                    "county",
                    "township",
                    "village",
                    "family",
                    "kind",
                    "confidentiality",
                    "concealed",
                ),
                name="matter_open_in_cell",
            ),
        ),
    ]
