"""The publication of a question and its answer, on the page of its matter: who agreed, and what stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from sanling.domain.consulting.access import agreed, answers_of, is_question, may_agree, may_draft
from sanling.domain.consulting.models import Answer
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.desk.matters.matter_panels import Panel, Part


@dataclass(frozen=True)
class Shown:
    """What the card shows."""

    number: str
    agreed: bool
    answers: Sequence[Answer]
    may_agree: bool
    may_draft: bool


def _publication(viewer: Viewer, matter: Matter) -> Part | None:
    if not is_question(matter):
        return None
    shown = Shown(
        number=matter.number,
        agreed=agreed(matter),
        answers=list(answers_of(viewer, matter)),
        may_agree=may_agree(viewer, matter),
        may_draft=may_draft(viewer, matter),
    )
    return Part("desk/consulting/card.html", shown)


PANELS = (Panel(gettext_lazy("Publication of the answer"), None, _publication, below_facts=True),)
