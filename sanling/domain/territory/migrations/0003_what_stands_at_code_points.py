from django.db import migrations, models

import sanling.domain.territory.fields


class Migration(migrations.Migration):
    dependencies = [
        ("territory", "0002_days_of_code_points"),
    ]

    operations = [
        migrations.AddField(
            model_name="codepoint",
            name="type",
            field=models.SlugField(blank=True, db_default="", db_index=False, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="codepoint",
            name="of",
            field=sanling.domain.territory.fields.PathField(
                blank=True, db_default="", default="", max_length=32
            ),
        ),
        migrations.AddIndex(
            model_name="codepoint",
            index=models.Index(condition=~models.Q(of=""), fields=["of"], name="code_point_of"),
        ),
    ]
