"""Publish: a second person lets a draft stand as it was read."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import may_publish
from sanling.domain.publications.drafts import AlreadyReplaced, Contradicts, locked_draft, tell_drafter
from sanling.domain.publications.models import Publication
from sanling.domain.publications.sorts import contradictions_in
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.calendar import CHINA
from sanling.foundation.database.turns import take_turn


class ShownOtherwise(Exception):
    """What is to be published is not what was shown."""


def publish(*, actor: Viewer, publication_id: int, shown: str) -> Publication:
    """Publish a draft, which nothing changes from then on; ``shown`` is `Publication.shown` of what the actor read.

    Raises Publication.DoesNotExist where no draft is the actor's to see, PermissionDenied for who drafted it by
    whichever post, `ShownOtherwise`, `Contradicts`, and `AlreadyReplaced` where something else replaced what it is to
    replace.
    """
    with transaction.atomic():
        publication = locked_draft(actor, publication_id)
        if not may_publish(actor, publication):
            raise PermissionDenied
        if shown != publication.shown:
            raise ShownOtherwise
        if found := contradictions_in(publication):
            raise Contradicts(found)
        take_turn(f"publications:{publication.city}")
        if _is_replaced(publication.replaces_id):
            raise AlreadyReplaced
        publication.published_by_id, publication.published_at = actor.post_id, clock.now()
        publication.number = _next_number(publication.city)
        publication.save(update_fields=["number", "published_by", "published_at"])
        tell_drafter(actor, publication, "publications.published")
        record(
            actor=actor,
            act="publications.publish",
            subject=f"publication:{publication.pk}",
            city=publication.city,
            detail={"number": publication.number, "shown": shown},
        )
    return publication


def _is_replaced(pk: int | None) -> bool:
    return pk is not None and Publication.objects.filter(replaces=pk, published_at__isnull=False).exists()


def _next_number(city: str) -> int:
    year = clock.now().astimezone(CHINA).year
    so_far = Publication.objects.filter(city=city, published_at__year=year)
    return (so_far.aggregate(last=Max("number"))["last"] or 0) + 1
