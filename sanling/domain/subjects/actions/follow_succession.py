"""Follow succession: subjects lie where their divisions have gone, and were until then where they were."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from sanling.domain.subjects.telling import tell_moved
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

# What began on that day or later was never in a division that had ended.
_CORRECT = """
UPDATE subjects_period AS period SET division_id = gone.successor
FROM unnest(%(old)s::text[], %(new)s::text[]) AS gone (predecessor, successor)
WHERE period.division_id = gone.predecessor COLLATE "C" AND period.ends_on IS NULL AND period.begins_on >= %(on)s
"""
_GO_ON = """
WITH ended AS (
    UPDATE subjects_period AS period SET ends_on = %(on)s
    FROM unnest(%(old)s::text[], %(new)s::text[]) AS gone (predecessor, successor)
    WHERE period.division_id = gone.predecessor COLLATE "C" AND period.ends_on IS NULL
    RETURNING period.*, gone.successor
)
INSERT INTO subjects_period
    (subject_id, division_id, name, sector, status, address, lon, lat, fields, begins_on, recorded_at, by)
SELECT subject_id, successor, name, sector, status, address, lon, lat, fields, %(on)s, %(now)s, %(by)s FROM ended
"""
_FOLLOW = """
UPDATE subjects_subject AS subject SET division_id = gone.successor
FROM unnest(%(old)s::text[], %(new)s::text[]) AS gone (predecessor, successor)
WHERE subject.division_id = gone.predecessor COLLATE "C"
"""


def follow_succession(*, actor: Actor, city: str, becomes: Mapping[str, str], on: date) -> int:
    """Let the subjects of divisions that ended on a day lie in what these became; return how many.

    ``becomes`` is what `succeed` returned. Codes stay: two villages that became one are two subjects there, until
    somebody merges them. Four statements, whatever the number.
    """
    told: dict[str, Any] = {
        "old": list(becomes),
        "new": list(becomes.values()),
        "on": on,
        "now": clock.now(),
        "by": actor.key,
    }
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in (_CORRECT, _GO_ON, _FOLLOW):
                cursor.execute(statement, told)
            moved: int = cursor.rowcount
        tell_moved([*becomes, *becomes.values()])
        record(
            actor=actor,
            act="subjects.follow_succession",
            subject=f"city:{city}",
            city=city,
            detail={"subjects": moved, "divisions": len(becomes)},
        )
    return moved
