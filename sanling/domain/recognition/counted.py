"""Which facts follow from the matter of a recognition: on which day its title was decided and how, and taken back.

The title counts that was decided last. One that was taken over from before the city had this system has no matter.
"""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.flows import FactsSql, key_batches
from sanling.domain.matters.counted import OF_ROWS, ROWS
from sanling.domain.recognition.models import Recognition

MEASURES = {
    "decided": _("Recognitions decided"),
    "granted": _("Titles granted"),
    "refused": _("Titles refused"),
    "revoked": _("Titles taken back"),
}
_FACTS = """
    WITH title AS (
        SELECT DISTINCT ON (recognition.matter_id) recognition.matter_id, granted, at, ended_at
        FROM recognition_title title JOIN recognition_recognition recognition ON recognition.id = recognition_id
        WHERE recognition.matter_id = ANY(%(keys)s) ORDER BY recognition.matter_id, at DESC, title.id DESC
    )
    SELECT matter.id AS source, category, (told.at AT TIME ZONE %(zone)s)::date AS day, unit_id AS unit, measure,
           0 AS bucket, 1 AS amount
    FROM title JOIN matters_matter matter ON matter.id = title.matter_id CROSS JOIN LATERAL (
        VALUES ('decided', title.at), ('granted', CASE WHEN granted THEN title.at END),
            ('refused', CASE WHEN NOT granted THEN title.at END), ('revoked', CASE WHEN granted THEN title.ended_at END)
    ) AS told (measure, at) WHERE told.at IS NOT NULL
"""


def titles_of(keys: Sequence[int]) -> FactsSql:
    """Return the facts of the titles of some matters; of what is no recognition there are none."""
    return FactsSql(ROWS, _FACTS, {**OF_ROWS, "keys": list(keys), "zone": settings.TIME_ZONE})


def all_keys(city: str) -> Iterator[list[int]]:
    """Yield the keys of the matters of all recognitions of a city, some thousands at once."""
    yield from key_batches(Recognition.objects.filter(matter__city=city), "matter_id")
