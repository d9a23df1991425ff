"""Untag: a word is taken off matters, by whoever may act on them; that it was there stays recorded."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import ActError, Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.tags.access import lock_taggable
from sanling.domain.tags.actions.tag import Outcome
from sanling.domain.tags.models import Tag
from sanling.domain.tags.words import key_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many


def untag(*, actor: Actor, matter_id: int, word: str) -> Tag:
    """Take a word off a matter and return the tag that it was; raises as `untag_each` returns."""
    (outcome,) = untag_each(actor=actor, matters=[matter_id], word=word)
    if isinstance(outcome, ActError):
        raise outcome
    return outcome


def untag_each(*, actor: Actor, matters: Sequence[int], word: str) -> list[Outcome]:
    """Take a word off matters; return of each the tag that it was, or why nothing was taken off.

    The number of statements does not grow with the matters.
    """
    with transaction.atomic():
        judged = lock_taggable(actor, matters)
        open_to = {pk: found for pk, found in judged.items() if isinstance(found, Matter)}
        present = Tag.objects.filter(matter__in=open_to, key=key_of(word), taken_at=None).order_by("matter")
        tags = {found.matter_id: found for found in present}
        now, post = clock.now(), actor.post_id if isinstance(actor, Viewer) else None
        Tag.objects.filter(pk__in=[found.pk for found in tags.values()]).update(taken_at=now, taken_by=post)
        record_many(
            NewAuditRow(
                actor=actor,
                act="tags.untag",
                subject=f"matter:{pk}",
                city=open_to[pk].city,
                detail={"tag": found.pk},
                at=now,
            )
            for pk, found in tags.items()
        )
    return [_outcome(judged[pk], tags.get(pk)) for pk in matters]


def _outcome(judged: Matter | ActError, found: Tag | None) -> Outcome:
    if isinstance(judged, ActError):
        return judged
    return found or Invalid({"tag": _("It has no such tag.")})
