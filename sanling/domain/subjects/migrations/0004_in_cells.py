from django.db import migrations, models

import sanling.domain.territory.cells


class Migration(migrations.Migration):
    dependencies = [
        ("subjects", "0003_points_of_periods"),
        ("territory", "0004_cells"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(
                sanling.domain.territory.cells.Cell("lon", "lat"),
                condition=models.Q(("ends_on", None), ("lon__isnull", False)),
                include=("id", "lon", "lat", "division", "group", "sector", "type"),
                name="subject_in_cell",
            ),
        ),
    ]
