"""Follow: what was merged ends with the matter that it follows, and is taken up again with it."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.merging import followed_by
from sanling.domain.matters.models import Matter


def follow(act: Acting) -> None:
    """Take over the outcome of the matter that it follows; what the party may still ask for counts from now."""
    other = Matter.objects.only("open", "outcome").filter(pk=followed_by(act.matter.pk) or 0).first()
    ended = other is not None and not other.open
    act.params["other"] = other.pk if other else None
    act.matter.outcome = other.outcome if other and ended else ""
    act.matter.resolved_at = act.now if ended else None
