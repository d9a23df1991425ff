"""How each clock ended: done by the act that it waited for, or dropped with its cause; told of old ones by their act."""

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 20_000
# An act ends a clock at its own instant.
_TELL = """
    UPDATE matters_clock c SET ended_how = CASE
        WHEN EXISTS (
            SELECT FROM matters_entry e
            JOIN unnest(%(definitions)s::bigint[], %(clocks)s::text[], %(actions)s::text[])
                AS meets (definition, clock, action)
                ON meets.definition = m.definition_id AND meets.clock = c.code AND meets.action = e.code
            WHERE e.matter_id = c.matter_id AND e.at = c.stopped_at
        ) THEN 'done' ELSE 'dropped' END
    FROM matters_matter m
    WHERE m.id = c.matter_id AND c.stopped_at IS NOT NULL AND c.ended_how = ''
        AND c.id > %(after)s AND c.id <= %(after)s + %(batch)s
"""
_UNDOING = {"reopen", "withdraw"}


def meets(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the clocks of a definition with the actions that do what they ask for."""
    holders = [body, *body["states"], *body["actions"]]
    rules = {rule["code"]: rule for holder in holders for rule in holder.get("clocks") or ()}
    for rule in rules.values():
        for action in body["actions"]:
            listed = action["code"] in (rule.get("stops") or ())
            unlisted = not rule.get("stops") and action["verb"] not in _UNDOING
            if listed or unlisted:
                yield rule["code"], action["code"]


def tell(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Tell it of clocks that have ended, twenty thousand at a time."""
    definitions = apps.get_model("workflow", "Definition").objects.values_list("pk", "body")
    found = [(pk, clock, action) for pk, body in definitions for clock, action in meets(body)]
    names = ("definitions", "clocks", "actions")
    columns = {name: [row[place] for row in found] for place, name in enumerate(names)}
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM matters_clock")
        (last,) = cursor.fetchone()
        for after in range(0, last, BATCH):
            cursor.execute(_TELL, {**columns, "after": after, "batch": BATCH})


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("matters", "0006_audience_of_files"), ("workflow", "0001_initial")]

    operations = [
        migrations.AddField(
            "clock",
            "ended_how",
            models.CharField(
                blank=True,
                choices=[("done", "Done"), ("dropped", "Dropped")],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
        migrations.AddConstraint(
            "clock",
            models.CheckConstraint(
                condition=models.Q(("ended_how", ""), ("stopped_at__isnull", False), _connector="OR"),
                name="clock_ended_when_stopped",
            ),
        ),
    ]
