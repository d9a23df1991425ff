"""Late facts: a month that turns out not to have been kept takes up again what was decided without knowing it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sanling.domain.matters.act import perform
from sanling.domain.matters.models import Matter
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.comparing import OverYear, over_year
from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.recognition.verbs.take_up import TakeUp
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import ActorRelation
from sanling.foundation.audit.actor import SystemActor

ACTOR = SystemActor("late_facts")
IN_A_LOT = 1000


def judge_month(*, city: str, month: date) -> None:
    """Judge a month of a city as a whole, and take up again what that shows to be late."""
    take_up_late([moved.subject for moved in evaluate(city=city, month=month)])


def take_up_late(subjects: Collection[int]) -> int:
    """Take up the recognitions of subjects of which a month of the year is broken that nobody knew of; return how many.

    Its reason says which zero, and which months. What was already known when it was decided changes nothing. A month
    that is judged as a whole moves most of a city, so a thousand subjects are looked at together.
    """
    keys = list(subjects)
    return sum(_take_up(keys[first : first + IN_A_LOT]) for first in range(0, len(keys), IN_A_LOT))


def _take_up(subjects: Collection[int]) -> int:
    found = Recognition.objects.filter(subject__in=subjects, matter__outcome__in=("", "recognised"))
    of_year: dict[tuple[str, int], list[tuple[Recognition, str]]] = defaultdict(list)
    for row in found.select_related("matter", "subject").prefetch_related("comparisons").order_by("pk"):
        if action := _action_of(row.matter):
            of_year[row.subject.division_id[:4], row.year].append((row, action))
    taken = 0
    for (city, year), rows in of_year.items():
        keys = [row.subject_id for row, _action in rows]
        stood = over_year(keys, recognition_part(city).months(year), standard_part(city).by_zero)
        for row, action in rows:
            if news := _news(row, city, stood[row.subject_id]):
                perform(
                    actor=ACTOR, matter_id=row.matter_id, action=action, version=None, fields={"reason": news}
                )
                taken += 1
    return taken


def _action_of(matter: Matter) -> str:
    """Return by which action the system takes a matter up where it stands, "" for none."""
    for action in definition_of(matter.definition_id).actions:
        if action.verb == TakeUp.code and action.by(ActorRelation.SYSTEM) and matter.state in action.sources:
            return action.code
    return ""


def _news(recognition: Recognition, city: str, stood: Mapping[str, OverYear]) -> str:
    """Return which months of which zeros are broken that were not known to be."""
    zeros = standard_part(city).by_zero
    known = {comparison.zero: comparison.broken for comparison in recognition.comparisons.all()}
    late = {
        code: [month for month in zero.broken if month not in known.get(code, [])]
        for code, zero in stood.items()
    }
    return "；".join(
        f"{zeros[code].name}：{'、'.join(f'{month:%Y-%m}' for month in broken)}"
        for code, broken in late.items()
        if broken
    )
