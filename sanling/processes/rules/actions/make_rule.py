"""Make a rule of a unit's saved view; it does nothing until it is switched on."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.access import Viewer
from sanling.domain.tags.words import read_word
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.processes.lists.models import SavedView
from sanling.processes.rules.models import Rule
from sanling.processes.rules.queries import criteria_of, keeps_rules

# Of one unit: each is asked of each new matter of its city.
MOST = 20


class NoRule(Exception):
    """The view narrows nothing by which new matters could be told apart, or the unit has as many rules as it may."""


def make_rule(
    *,
    actor: Viewer,
    view: SavedView,
    criteria: Criteria,
    does: str,
    post_id: int | None = None,
    tag: str = "",
) -> Rule:
    """Keep what the view says now, whatever it is changed to later; a rule that tags has a word, any other a post.

    Raises `NoRule`, PermissionDenied, and ValueError, with words for the writer, for a word that is no tag.
    """
    if not keeps_rules(actor) or view.unit_id != actor.own.unit_id:
        raise PermissionDenied
    tags = does == Rule.Does.TAG
    word, kept = read_word(tag) if tags else "", criteria_of(criteria)
    with transaction.atomic():
        take_turn(f"rules:{actor.own.unit_id}")
        if not kept or Rule.objects.filter(unit_id=actor.own.unit_id).count() >= MOST:
            raise NoRule
        rule = Rule.objects.create(
            city=actor.city,
            unit_id=actor.own.unit_id,
            name=view.name,
            criteria=kept,
            does=does,
            post_id=None if tags else post_id,
            tag=word,
            made_by_id=actor.post_id,
            made_at=clock.now(),
        )
        detail = {"does": does, "post": rule.post_id, "criteria": sorted(kept)}
        record(actor=actor, act="rules.make", subject=f"rule:{rule.pk}", city=actor.city, detail=detail)
    return rule
