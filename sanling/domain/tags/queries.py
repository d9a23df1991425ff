"""Reads of tags: those of a matter, and the words that a unit uses."""

from collections.abc import Mapping, Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Q, QuerySet

from sanling.domain.matters.access import seen_of
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.tags.access import visible_tags
from sanling.domain.tags.models import Tag
from sanling.domain.tags.words import key_of

# So many words that a unit used last are looked at before some are offered, and of each so many of its matters.
WORDS, MATTERS = 60, 5


# Those that the matter of the query around has now, in the order in which they were put.
OF_MATTER = Tag.objects.filter(matter=OuterRef("pk"), taken_at=None).order_by("pk")


def tags_of(viewer: Viewer, matter: Matter) -> QuerySet[Tag]:
    """Return the tags that a matter has now, in the order in which they were put."""
    return visible_tags(viewer).filter(matter=matter, taken_at=None).order_by("pk")


def history_of(viewer: Viewer, matter: Matter) -> QuerySet[Tag]:
    """Return all tags that a matter has or had, the latest first, with who put them and who took them off."""
    return visible_tags(viewer).filter(matter=matter).select_related("put_by", "taken_by").order_by("-pk")


def bearing(word: str) -> Q:
    """Return the condition that matters have a word now; of matters that one may see."""
    return Q(pk__in=Tag.objects.filter(key=key_of(word), taken_at=None).values("matter"))


def words_used(viewer: Viewer, typed: str, most: int) -> list[str]:
    """Return words that the viewer's units use and that hold what was typed, those used last first.

    A word is told only where one of the latest matters that have it is the viewer's to see: words may tell of what is
    concealed. So a rare word may be missing here, and is found all the same by who types it.
    """
    own = Tag.objects.filter(unit__in=viewer.unit_ids, taken_at=None)
    alike = own.filter(key=OuterRef("key")).order_by("-pk").values("matter")[:MATTERS]
    found = (
        own.filter(key__contains=key_of(typed))
        .order_by()
        .values("key")
        .annotate(latest=Max("pk"), matters=ArraySubquery(alike))
        .order_by("-latest")[:WORDS]
    )
    rows = list(found)
    seen = seen_of(viewer, list({pk for row in rows for pk in row["matters"]}))
    told = [row for row in rows if not seen.keys().isdisjoint(row["matters"])][:most]
    return _spelled(own, [row["key"] for row in told], seen)


def _spelled(own: QuerySet[Tag], keys: Sequence[str], seen: Mapping[int, object]) -> list[str]:
    """Return words of keys as they were put last on a matter that is seen."""
    spelled = own.filter(key__in=keys, matter__in=list(seen)).order_by("key", "-pk").distinct("key")
    words = dict(spelled.values_list("key", "word"))
    return [words[key] for key in keys]
