"""What becomes of a dispute that another office handed over is told there as it happens, and typed by nobody twice."""

from collections.abc import Mapping
from typing import Any

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.hearing import act
from sanling.domain.mediation.models import Handover
from sanling.domain.workflow.queries import definition_of

REFUSED = "refused"
# What is found of a dispute that ended in a way for which there is no word.
ELSE = "handled"
# How often a hand-over can be behind its dispute: received, answered.
_STEPS = 2


def keep_up(handover: Handover) -> None:
    """Bring a hand-over that came in up to where its dispute is: received, refused or answered with its outcome."""
    for _step in range(_STEPS):
        matter = Matter.objects.get(pk=handover.matter_id)
        dispute = Matter.objects.get(pk=handover.dispute_id)
        done = _next(matter, dispute)
        if done is None or not act(matter, *done):
            return


def _next(matter: Matter, dispute: Matter) -> tuple[str, Mapping[str, Any]] | None:
    """Return the act of the system that is due and its fields, if one is."""
    actions = {
        action.verb: action
        for action in definition_of(matter.definition_id).actions
        if matter.state in action.sources
    }
    definition = definition_of(dispute.definition_id)
    if dispute.outcome == REFUSED and (declines := actions.get("resolve")):
        return declines.code, {"ground": "other", "reason": str(definition.state(dispute.state).public)}
    begun = dispute.state != definition.initial
    if begun and (takes := actions.get("take_handover")):
        return takes.code, {}
    answers = actions.get("answer_handover")
    if answers is None or (dispute.open and dispute.resolved_at is None):
        return None
    known = {option.code for field in answers.fields if field.code == "finding" for option in field.options}
    return answers.code, {"finding": dispute.outcome if dispute.outcome in known else ELSE}
