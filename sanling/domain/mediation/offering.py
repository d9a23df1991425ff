"""Whoever the sides chose is asked, one after another; where nobody is left the intake office has it, visibly."""

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.choosing import choices_of, is_together, may_choose, next_pick, picks_of
from sanling.domain.mediation.hearing import act
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Pick


def offer_next(matter_id: int) -> None:
    """Ask the next of the sides' choice, or tell how it stands; in the caller's transaction, once a choice stands."""
    matter = Matter.objects.select_related("unit").get(pk=matter_id)
    choices = choices_of(matter)
    if not choices or not may_choose(matter):
        return
    pick = next_pick(matter, choices)
    if pick is None or not act(
        matter, "offer", {"mediator": pick.mediator.post_id, **_accepting(matter, pick)}
    ):
        _tell(matter, picks_of(choices[-1]))


def _accepting(matter: Matter, pick: Pick) -> dict[str, int]:
    kind = part_of(matter.city).kind(pick.mediator.body.kind)
    return {"within": kind.choosing.accept} if kind else {}


def _tell(matter: Matter, picks: list[Pick]) -> None:
    if matter.assignee_id is not None and matter.assignee_id in {pick.mediator.post_id for pick in picks}:
        return
    together = next((pick for pick in picks if is_together(matter, pick)), None)
    if together is not None and not _was_asked(matter, picks):
        kind = part_of(matter.city).kind(together.mediator.body.kind)
        act(matter, "one_chose", {"within": kind.choosing.together} if kind else {})
    elif any(pick.mediator.post_id is None for pick in picks):
        act(matter, "wished", {})
    else:
        act(matter, "none_left", {})


def _was_asked(matter: Matter, picks: list[Pick]) -> bool:
    posts = [pick.mediator.post_id for pick in picks if pick.mediator.post_id]
    return matter.assignments.filter(post__in=posts, begun_at__gte=picks[0].choice.at).exists()
