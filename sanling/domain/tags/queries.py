"""Reads of tags: those of a matter, and the words that a unit uses."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet

from sanling.domain.matters.access import seen_of
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.tags.access import visible_tags
from sanling.domain.tags.models import Tag
from sanling.domain.tags.words import key_of
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import rows

# So many matters are read by the word that they have, in some twenty milliseconds.
FEW = 10_000
# So many words that a unit used last are looked at before some are offered, and of each so many of its matters.
WORDS, MATTERS = 60, 5


# From one word of a unit to the next by the index, not through all the matters that have it.
_USED = """
    WITH RECURSIVE used AS (
        SELECT unit, (
            SELECT key FROM tags_tag WHERE unit_id = unit AND taken_at IS NULL ORDER BY key LIMIT 1
        ) AS key
        FROM unnest(%(units)s::bigint[]) AS unit
        UNION ALL
        SELECT unit, (
            SELECT t.key FROM tags_tag t
            WHERE t.unit_id = unit AND t.key > used.key AND t.taken_at IS NULL ORDER BY t.key LIMIT 1
        )
        FROM used WHERE key IS NOT NULL
    ), latest AS (
        SELECT key, max(last) AS last FROM (
            SELECT key, (
                SELECT t.id FROM tags_tag t
                WHERE t.unit_id = unit AND t.key = used.key AND t.taken_at IS NULL ORDER BY t.id DESC LIMIT 1
            ) AS last
            FROM used WHERE strpos(key, %(typed)s) > 0
        ) AS lasts
        GROUP BY key ORDER BY last DESC LIMIT %(words)s
    )
    SELECT key, array_agg(matter_id ORDER BY id DESC), array_agg(word ORDER BY id DESC)
    FROM latest, LATERAL (
        SELECT t.id, t.matter_id, t.word FROM tags_tag t
        WHERE t.unit_id = ANY(%(units)s::bigint[]) AND t.key = latest.key AND t.taken_at IS NULL
        ORDER BY t.id DESC LIMIT %(matters)s
    ) AS bearing
    GROUP BY key, last ORDER BY last DESC
"""

# Those that the matter of the query around has now, in the order in which they were put.
OF_MATTER = Tag.objects.filter(matter=OuterRef("pk"), taken_at=None).order_by("pk")


def tags_of(viewer: Viewer, matter: Matter) -> QuerySet[Tag]:
    """Return the tags that a matter has now, in the order in which they were put."""
    return visible_tags(viewer).filter(matter=matter, taken_at=None).order_by("pk")


def history_of(viewer: Viewer, matter: Matter) -> QuerySet[Tag]:
    """Return all tags that a matter has or had, the latest first, with who put them and who took them off."""
    return visible_tags(viewer).filter(matter=matter).select_related("put_by", "taken_by").order_by("-pk")


def bearing(word: str) -> Q:
    """Return the condition that matters have a word now; of matters that one may see.

    Matters of a word that few have are found by it; of what many have one soon comes upon enough by asking the matters
    one after the other. Left to itself the database asks all of a county's for a word that another county uses.
    """
    having = Tag.objects.filter(key=key_of(word), taken_at=None).values("matter")
    if having[: FEW + 1].count() > FEW:
        return Q(pk__in=having)
    return Q(AnyOf(F("pk"), ArraySubquery(having)))


def words_used(viewer: Viewer, typed: str, most: int) -> list[str]:
    """Return words that the viewer's units use and that hold what was typed, those used last first.

    A word is told only where one of the latest matters that have it is the viewer's to see: words may tell of what is
    concealed. So a rare word may be missing here, and is found all the same by who types it.
    """
    asked = {"units": list(viewer.unit_ids), "typed": key_of(typed), "words": WORDS, "matters": MATTERS}
    found = rows(_USED, asked)
    seen = seen_of(viewer, list({pk for _key, matters, _words in found for pk in matters}))
    told = (
        next((word for pk, word in zip(matters, words, strict=True) if pk in seen), None)
        for _key, matters, words in found
    )
    return [word for word in told if word is not None][:most]
