"""Counting hits must not cost a write to the disk each: a crash may forget them, and then everybody has a fresh rate."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_parked_messages")]

    operations = [
        migrations.RunSQL(
            sql="ALTER TABLE delivery_ratelimit SET UNLOGGED",
            reverse_sql="ALTER TABLE delivery_ratelimit SET LOGGED",
        )
    ]
