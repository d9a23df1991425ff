"""Refuse in the database itself to change what is published: it can be withdrawn, and outlive its matter."""

from django.db import migrations

FORWARDS = """
    SET LOCAL lock_timeout = '1s';
    CREATE FUNCTION consulting_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        free text[] := ARRAY['matter_id', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_for', 'remark'];
    BEGIN
        IF OLD.published_at IS NULL THEN
            RETURN coalesce(NEW, OLD);
        END IF;
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
            OR (NEW.matter_id IS NOT NULL AND NEW.matter_id IS DISTINCT FROM OLD.matter_id)
            OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
            RAISE EXCEPTION 'what is published stays as it was read' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON consulting_answer
        FOR EACH ROW EXECUTE FUNCTION consulting_frozen();
"""
BACKWARDS = """
    SET LOCAL lock_timeout = '1s';
    DROP TRIGGER frozen ON consulting_answer;
    DROP FUNCTION consulting_frozen();
"""


class Migration(migrations.Migration):
    """Freeze published answers."""

    dependencies = [("consulting", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
