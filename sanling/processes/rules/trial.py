"""What a rule would have done with the matters of the last thirty days."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sanling.domain.matters.choosing import chosen_by, posts_within
from sanling.domain.matters.ledger_queries import ledger
from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.standing import acts_on
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.processes.rules.models import Rule
from sanling.processes.rules.queries import means, told

OVER = timedelta(days=30)
SHOWN = 50


@dataclass(frozen=True)
class Trial:
    """How many matters it would have meant, and the latest of them, each with whether it could have acted."""

    count: int
    latest: Sequence[tuple[Matter, bool]]


def trial(viewer: Viewer, rule: Rule) -> Trial:
    """Return what a rule would have done if the viewer had answered for it; raises ValueError as `means` does."""
    alone, now = viewer.limited_to(()), clock.now()
    found = ledger(alone, means(rule), now).filter(registered_at__gte=now - OVER)
    latest = list(
        found.select_related("unit").defer("search", "text").order_by("-registered_at", "-pk")[:SHOWN]
    )
    could = COULD[Rule.Does(rule.does)](alone, rule, latest)
    return Trial(found.count(), [(matter, matter.pk in could) for matter in latest])


def _told(_viewer: Viewer, rule: Rule, matters: Sequence[Matter]) -> set[int]:
    return told(rule, matters)


def _tagged(viewer: Viewer, _rule: Rule, matters: Sequence[Matter]) -> set[int]:
    """Return those on which the viewer may act, now or at another stage."""
    situations = Situations(matters)
    return {matter.pk for matter in matters if acts_on(viewer, situations.of(matter))}


def _charged(_viewer: Viewer, rule: Rule, matters: Sequence[Matter]) -> set[int]:
    """Return those that the unit holds, and that the post could be charged with as they are registered."""
    offered: dict[Hashable, bool] = {}
    could = set()
    for matter in matters:
        roles = _roles(matter)
        if roles is None or matter.unit_id != rule.unit_id:
            continue
        alike = (chosen_by(matter), roles)
        if alike not in offered:
            offered[alike] = posts_within(matter, roles).filter(pk=rule.post_id or 0).exists()
        if offered[alike]:
            could.add(matter.pk)
    return could


def _roles(matter: Matter) -> tuple[str, ...] | None:
    """Return the roles that may be charged where a matter begins, none being all; ``None`` where nobody may."""
    definition = definition_of(matter.definition_id)
    for action in definition.actions:
        if action.verb == "assign" and definition.initial in action.sources:
            return next(
                (asked.roles for asked in action.fields if field_type(asked.type).names == "post"), None
            )
    return None


COULD = {Rule.Does.ASSIGN: _charged, Rule.Does.TELL: _told, Rule.Does.TAG: _tagged}
