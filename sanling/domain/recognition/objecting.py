"""Objections under way: whoever decides answers all of them together, and is not of the subject themselves."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.recognition.models import Objection, Recognition
from sanling.domain.recognition.situations import recognition_of, stored
from sanling.domain.subjects.models import Charge, Subject
from sanling.domain.subjects.rules import Group
from sanling.domain.workflow.transition import Act


def objections_waiting(recognition: Recognition) -> Sequence[Objection]:
    """Return what nobody has answered yet; only whoever decides on it may read it."""
    return list(Objection.objects.filter(recognition=recognition, answered_at=None).order_by("pk"))


def is_of_subject(viewer: Viewer, subject: Subject) -> bool:
    """Tell whether a person, by any post or a former one, is in charge at a subject or of its place's own unit."""
    if Charge.objects.filter(subject=subject, post__user=viewer.user_id).exists():
        return True
    there = Unit.objects.filter(pk__in=viewer.partial_units, division__path__startswith=subject.division_id)
    return subject.group == Group.PLACES and there.exists()


def answer(act: Act, *, upheld: bool) -> None:
    """Answer the objections that nobody has answered yet, with the reason of the act.

    Raises `NotAllowed` to who is of the subject: they read nothing of what is held against it, and don't decide on it.
    """
    recognition, actor = recognition_of(act.situation), stored(act).actor
    if isinstance(actor, Viewer) and is_of_subject(actor, recognition.subject):
        reason = _(
            "You belong to this subject yourself, or did: somebody else decides on what is held against it."
        )
        raise NotAllowed(action=act.action.code, reason=reason, allowed=())
    for objection in objections_waiting(recognition):
        values = {"upheld": upheld, "answer": act.fields.get("reason", ""), "answered_at": act.now}
        stored(act).change.set(objection, **values)
