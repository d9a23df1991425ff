"""Tag: a word is put on matters, by whoever may act on them."""

from collections.abc import Collection, Sequence
from typing import TypeAlias

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import ActError, Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.tags.access import lock_taggable
from sanling.domain.tags.models import Tag
from sanling.domain.tags.words import key_of, read_word
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many

# On one matter at once.
MOST = 20
Outcome: TypeAlias = Tag | ActError


def tag(*, actor: Actor, matter_id: int, word: str) -> Tag:
    """Put a word on a matter and return the tag, which may have been there; raises as `tag_each` returns."""
    (outcome,) = tag_each(actor=actor, matters=[matter_id], word=word)
    if isinstance(outcome, ActError):
        raise outcome
    return outcome


def tag_each(*, actor: Actor, matters: Sequence[int], word: str) -> list[Outcome]:
    """Put a word on matters; return of each the tag, new or there before, or why it has none.

    The number of statements does not grow with the matters. Raises `Invalid` for a word that is no tag.
    """
    try:
        word = read_word(word)
    except ValueError as error:
        raise Invalid({"tag": str(error)}) from error
    with transaction.atomic():
        judged = lock_taggable(actor, matters)
        open_to = {pk: found for pk, found in judged.items() if isinstance(found, Matter)}
        present = Tag.objects.filter(matter__in=open_to, taken_at=None)
        tags = {found.matter_id: found for found in present.filter(key=key_of(word))}
        full = present.order_by().values("matter").annotate(n=Count("pk")).filter(n__gte=MOST)
        without = open_to.keys() - tags.keys() - {*full.values_list("matter", flat=True)}
        tags |= {made.matter_id: made for made in _put(actor, word, [open_to[pk] for pk in sorted(without)])}
    return [_outcome(judged[pk], tags.get(pk)) for pk in matters]


def _put(actor: Actor, word: str, matters: Collection[Matter]) -> list[Tag]:
    post, unit = (actor.post_id, actor.own.unit_id) if isinstance(actor, Viewer) else (None, None)
    now = clock.now()
    made = [
        Tag(
            matter_id=matter.pk,
            word=word,
            key=key_of(word),
            unit_id=unit,
            actor_kind=actor.kind,
            put_by_id=post,
            put_at=now,
        )
        for matter in matters
    ]
    insert_many(Tag, made)
    # The log names the tag by its key and never says the word.
    record_many(
        NewAuditRow(
            actor=actor,
            act="tags.tag",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={"tag": put.pk},
            at=now,
        )
        for matter, put in zip(matters, made, strict=True)
    )
    return made


def _outcome(judged: Matter | ActError, found: Tag | None) -> Outcome:
    if isinstance(judged, ActError):
        return judged
    if found is None:
        message = _("A matter has at most %(most)d tags. Please take one off first.")
        return Invalid({"tag": message % {"most": MOST}})
    return found
