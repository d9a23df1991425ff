"""Late facts: a month that turns out not to have been kept takes up again what was decided without knowing it."""

from collections.abc import Collection

from sanling.domain.matters.act import perform
from sanling.domain.recognition.comparing import over_year
from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.recognition.verbs.take_up import TakeUp
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import ActorRelation
from sanling.foundation.audit.actor import SystemActor

ACTOR = SystemActor("late_facts")


def take_up_late(subjects: Collection[int]) -> int:
    """Take up the recognitions of subjects of which a month of the year is broken that nobody knew of; return how many.

    Its reason says which zero, and which months. What was already known when it was decided changes nothing.
    """
    found = Recognition.objects.filter(subject__in=subjects, matter__outcome__in=("", "recognised"))
    return sum(_take_up(row) for row in found.select_related("matter", "subject").order_by("pk"))


def _take_up(recognition: Recognition) -> bool:
    matter, city = recognition.matter, recognition.subject.division_id[:4]
    action = next(
        (
            action
            for action in definition_of(matter.definition_id).actions
            if action.verb == TakeUp.code
            and action.by(ActorRelation.SYSTEM)
            and matter.state in action.sources
        ),
        None,
    )
    news = _news(recognition, city) if action else ""
    if action is None or not news:
        return False
    perform(actor=ACTOR, matter_id=matter.pk, action=action.code, version=None, fields={"reason": news})
    return True


def _news(recognition: Recognition, city: str) -> str:
    """Return which months of which zeros are broken that were not known to be."""
    zeros = standard_part(city).by_zero
    months = recognition_part(city).months(recognition.year)
    now = over_year([recognition.subject_id], months, zeros)[recognition.subject_id]
    known = dict(recognition.comparisons.values_list("zero", "broken"))
    late = {code: [month for month in now[code].broken if month not in known.get(code, [])] for code in now}
    return "；".join(
        f"{zeros[code].name}：{'、'.join(f'{month:%Y-%m}' for month in broken)}"
        for code, broken in late.items()
        if broken
    )
