"""Refuse changes and deletions of audit rows and seals in the database itself.

Retention lifts this openly, within its own transaction: ``SET LOCAL sanling.audit_open = 'on'``.
"""

from django.db import migrations

FORWARDS = """
    CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF current_setting('sanling.audit_open', true) = 'on' THEN
            RETURN coalesce(NEW, OLD);
        END IF;
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_auditrow
        FOR EACH ROW EXECUTE FUNCTION audit_append_only();
    CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_auditseal
        FOR EACH ROW EXECUTE FUNCTION audit_append_only();
"""
BACKWARDS = """
    DROP TRIGGER append_only ON audit_auditrow;
    DROP TRIGGER append_only ON audit_auditseal;
    DROP FUNCTION audit_append_only();
"""


class Migration(migrations.Migration):
    """Make the audit append-only."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
