from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recognition", "0003_yearly_titles")]

    operations = [
        migrations.AddField("recognition", "link_over", models.BooleanField(default=False, db_default=False)),
    ]
