"""Storage settings that the product needs, so that nobody has to tune them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                # An act rewrites its matter; free room on the page keeps that a heap-only update where it can be.
                "ALTER TABLE matters_matter SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05)",
                # Sort keys of a city are skewed by place and state; finer statistics keep the plans right.
                "ALTER TABLE matters_matter ALTER COLUMN county SET STATISTICS 500",
                "ALTER TABLE matters_matter ALTER COLUMN township SET STATISTICS 1000",
                "ALTER TABLE matters_matter ALTER COLUMN village SET STATISTICS 1000",
                "ALTER TABLE matters_matter ALTER COLUMN search SET STATISTICS 1000",
                # Numbers are compared bytewise already; Django's extra index for LIKE would never be read.
                """DO $$ DECLARE extra text; BEGIN
                    SELECT indexname INTO extra FROM pg_indexes
                    WHERE schemaname = current_schema AND indexname LIKE 'matters\\_matter\\_number\\_%\\_like';
                    IF extra IS NOT NULL THEN EXECUTE format('DROP INDEX %I', extra); END IF; END $$""",
                "ALTER TABLE matters_clock SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05)",
            ],
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
