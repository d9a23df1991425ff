"""Makes the table of the cache that counts sign-in attempts over all processes.

As `createcachetable` would, so that `migrate` is all a start needs; unlogged, since losing it in a crash loses nothing.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                """
                CREATE UNLOGGED TABLE shared_cache (
                    cache_key varchar(255) PRIMARY KEY,
                    value text NOT NULL,
                    expires timestamptz NOT NULL
                )
                """,
                "CREATE INDEX shared_cache_expires ON shared_cache (expires)",
            ],
            reverse_sql="DROP TABLE shared_cache",
        ),
    ]
