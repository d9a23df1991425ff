"""Who lets questions and answers be published, drafts and publishes them; what is published, everybody reads."""

from django.db.models import Q, QuerySet

from sanling.domain.consulting.config import ConsultingPart
from sanling.domain.consulting.models import Answer, Consent
from sanling.domain.matters.access import LinkActor, visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.standing import relations
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.registry import profile_for


def part_of(city: str) -> ConsultingPart:
    """Return a city's part."""
    part: ConsultingPart = profile_for(city).part("consulting")
    return part


def told_answers(city: str) -> QuerySet[Answer]:
    """Return what everybody reads: what is published in a city and not withdrawn, the newest first."""
    standing = Answer.objects.filter(city=city, published_at__isnull=False, withdrawn_at=None)
    return standing.order_by("-published_at", "-pk")


def visible_answers(viewer: Viewer | None) -> QuerySet[Answer]:
    """Return the drafts and what was withdrawn of matters that a viewer sees, and what stands in its city."""
    if viewer is None:
        return Answer.objects.none()
    stands = Q(city=viewer.city, published_at__isnull=False, withdrawn_at=None)
    return Answer.objects.filter(stands | Q(matter__in=visible_matters(viewer).values("pk")))


def answers_of(actor: Actor | None, matter: Matter) -> QuerySet[Answer]:
    """Return what was drafted and published of a matter, the last first: to who sees it; to who asked, no drafts."""
    found = Answer.objects.filter(matter__in=visible_matters(actor).filter(pk=matter.pk).values("pk"))
    if isinstance(actor, LinkActor):
        found = found.filter(published_at__isnull=False)
    return found.select_related("drafted_by", "published_by").order_by("-pk")


def is_question(matter: Matter) -> bool:
    """Tell whether matters of a kind are questions, whose answers may be published."""
    return matter.kind in part_of(matter.division_id[:4]).kinds


def may_agree(actor: Actor, matter: Matter) -> bool:
    """Tell whether an actor says that a question may be published: who asked, or who answers it, for who asked."""
    if not is_question(matter) or matter.concealed or matter.confidentiality:
        return False
    if isinstance(actor, LinkActor):
        return actor.acts and actor.matter_id == matter.pk
    return _answers(actor, matter)


def agreed(matter: Matter) -> bool:
    """Tell whether who asked agrees now."""
    last = Consent.objects.filter(matter=matter.pk).order_by("-pk").values_list("agrees", flat=True).first()
    return bool(last)


def may_draft(actor: Actor, matter: Matter) -> bool:
    """Tell whether an actor drafts what is to be published of a matter: who answers it, once it is answered."""
    return (
        is_question(matter)
        and not matter.concealed
        and not matter.confidentiality
        and matter.resolved_at is not None
        and _answers(actor, matter)
    )


def may_publish(viewer: Viewer, answer: Answer) -> bool:
    """Tell whether a viewer publishes a draft: in a role that does, where the matter lies, and not its drafter."""
    return answer.drafted_by.user_id != viewer.user_id and keeps(viewer, answer)


def may_discard(viewer: Viewer, answer: Answer) -> bool:
    """Tell whether a viewer throws a draft away: who drafted it, and who could publish it."""
    return answer.drafted_by.user_id == viewer.user_id or keeps(viewer, answer)


def keeps(viewer: Viewer, answer: Answer) -> bool:
    """Tell whether a viewer withdraws what is published: in a role that publishes, at a place of its own."""
    place = answer.matter.division_id if answer.matter else answer.unit.division_id
    return viewer.own.role.code in part_of(answer.city).published_by and viewer.own.covers(place)


def _answers(actor: Actor, matter: Matter) -> bool:
    if not isinstance(actor, Viewer):
        return actor.kind == "system"
    standings = relations(actor, Situations([matter]).of(matter), joint=False)
    return any(standing & {"assignee", "holder"} for _reach, standing in standings)
