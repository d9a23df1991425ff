"""Refuse in the database itself to change what is published, or a line of it."""

from django.db import migrations

FORWARDS = """
    SET LOCAL lock_timeout = '1s';
    CREATE FUNCTION publications_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'what is published stays as it was printed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN coalesce(NEW, OLD);
    END $$;
    CREATE FUNCTION publications_line_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE of_line bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.publication_id ELSE OLD.publication_id END;
    BEGIN
        IF TG_OP = 'UPDATE' OR EXISTS (
            SELECT FROM publications_publication WHERE id = of_line AND published_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'lines stay as they were printed' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN coalesce(NEW, OLD);
    END $$;
    CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON publications_publication
        FOR EACH ROW EXECUTE FUNCTION publications_frozen();
    CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON publications_line
        FOR EACH ROW EXECUTE FUNCTION publications_line_frozen();
"""
BACKWARDS = """
    SET LOCAL lock_timeout = '1s';
    DROP TRIGGER frozen ON publications_line;
    DROP TRIGGER frozen ON publications_publication;
    DROP FUNCTION publications_line_frozen();
    DROP FUNCTION publications_frozen();
"""


class Migration(migrations.Migration):
    """Freeze publications."""

    dependencies = [("publications", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
