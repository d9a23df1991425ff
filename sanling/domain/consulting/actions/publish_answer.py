"""Publish: a second person lets a question and its answer stand as they were read, for everybody."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.consulting.access import agreed, may_publish, visible_answers
from sanling.domain.consulting.models import Answer
from sanling.domain.consulting.questions import names_in
from sanling.domain.consulting.redacting import certain_in
from sanling.domain.consulting.withdrawing import withdrawn
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record


class NotToBePublished(Exception):
    """What is to be published isn't what was shown, says who somebody is, or nobody agrees to it any more."""


def publish_answer(*, actor: Viewer, answer_id: int, shown: str) -> Answer:
    """Publish a draft, which nothing changes from then on; what it replaces is withdrawn.

    ``shown`` is `Answer.shown` of what the actor read. Raises Answer.DoesNotExist, PermissionDenied for its drafter,
    and `NotToBePublished`.
    """
    with transaction.atomic():
        drafts = visible_answers(actor).filter(published_at=None, matter__isnull=False)
        matter_id = drafts.values_list("matter", flat=True).filter(pk=answer_id).first()
        if matter_id is None:
            raise Answer.DoesNotExist
        # In the order in which consent is taken back, so that one waits for the other.
        matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter_id)
        draft = (
            drafts.select_for_update(of=("self",)).select_related("drafted_by", "matter").get(pk=answer_id)
        )
        if not may_publish(actor, draft):
            raise PermissionDenied
        said = (draft.title, draft.question, draft.answer)
        names = names_in(matter)
        if shown != draft.shown or not agreed(matter) or any(certain_in(text, names) for text in said):
            raise NotToBePublished
        if draft.replaces and draft.replaces.stands:
            withdrawn(actor, draft.replaces, Answer.Withdrawn.REPLACED)
        draft.published_by_id, draft.published_at = actor.post_id, clock.now()
        draft.save(update_fields=["published_by", "published_at"])
        record(
            actor=actor,
            act="consulting.publish",
            subject=f"answer:{draft.pk}",
            city=draft.city,
            detail={"shown": shown},
        )
    return draft
