"""Each party gets what was said of the person it pointed to, as ciphertext; then nothing points to persons any more."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sanling.foundation.privacy.fields import EncryptedTextField

BATCH = 5000
COPY = """
    UPDATE matters_party AS party SET
        name = person.name, phone = person.phone, citizen_number = person.citizen_number, address = person.address,
        phone_index = person.phone_index, citizen_number_index = person.citizen_number_index
    FROM people_person AS person
    WHERE person.id = party.person_id AND party.name IS NULL AND party.id > {after}
"""
# In one go: what was registered since the copying, among the latest ids, and then no place for more of it.
SEVER = f"""
    DO $$ BEGIN
        IF EXISTS (
            SELECT FROM information_schema.columns
            WHERE table_schema = current_schema AND table_name = 'matters_party' AND column_name = 'person_id'
        ) THEN
            SET LOCAL lock_timeout = '1s';
            ALTER TABLE matters_party DROP CONSTRAINT IF EXISTS party_is_one;
            {COPY.format(after="(SELECT max(id) - 100000 FROM matters_party)")};
            ALTER TABLE matters_party DROP COLUMN person_id;
        END IF;
    END $$
"""  # noqa: S608 -- our own words


def copy(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Copy in batches, each a transaction of its own; what was copied before is left alone."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_party WHERE person_id IS NOT NULL")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(COPY.format(after="%s") + "AND party.id <= %s", [after, after + BATCH])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("matters", "0003_indexes_of_rare_filters"), ("people", "0001_initial")]

    operations = [
        *(
            migrations.AddField("party", name, EncryptedTextField(blank=True))
            for name in ("name", "phone", "citizen_number", "address")
        ),
        *(
            migrations.AddField("party", name, models.BinaryField(max_length=32, null=True))
            for name in ("phone_index", "citizen_number_index")
        ),
        migrations.RunPython(copy),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(SEVER)],
            state_operations=[
                migrations.RemoveConstraint("party", "party_is_one"),
                migrations.RemoveField("party", "person"),
            ],
        ),
        *(
            migrations.AddIndex(
                "party",
                models.Index(
                    fields=[column],
                    condition=models.Q((f"{column}__isnull", False)),
                    name=f"party_by_{column}",
                ),
            )
            for column in ("phone_index", "citizen_number_index")
        ),
        migrations.AddConstraint(
            "party",
            models.CheckConstraint(
                condition=models.Q(unit=None)
                | models.Q(
                    name__isnull=True,
                    phone__isnull=True,
                    citizen_number__isnull=True,
                    address__isnull=True,
                ),
                name="party_is_one",
            ),
        ),
    ]
