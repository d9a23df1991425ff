"""Objections under way: whoever decides answers all of them together."""

from sanling.domain.recognition.models import Objection
from sanling.domain.recognition.situations import recognition_of, stored
from sanling.domain.workflow.transition import Act


def answer(act: Act, *, upheld: bool) -> None:
    """Answer the objections that nobody has answered yet, with the reason of the act."""
    waiting = Objection.objects.filter(recognition=recognition_of(act.situation), answered_at=None)
    for objection in waiting.order_by("pk"):
        values = {"upheld": upheld, "answer": act.fields.get("reason", ""), "answered_at": act.now}
        stored(act).change.set(objection, **values)
