"""Objections under way: whoever decides answers all of them together."""

from collections.abc import Sequence

from sanling.domain.recognition.models import Objection, Recognition
from sanling.domain.recognition.situations import recognition_of, stored
from sanling.domain.workflow.transition import Act


def objections_waiting(recognition: Recognition) -> Sequence[Objection]:
    """Return what nobody has answered yet; only whoever decides on it may read it."""
    return list(Objection.objects.filter(recognition=recognition, answered_at=None).order_by("pk"))


def answer(act: Act, *, upheld: bool) -> None:
    """Answer the objections that nobody has answered yet, with the reason of the act."""
    for objection in objections_waiting(recognition_of(act.situation)):
        values = {"upheld": upheld, "answer": act.fields.get("reason", ""), "answered_at": act.now}
        stored(act).change.set(objection, **values)
