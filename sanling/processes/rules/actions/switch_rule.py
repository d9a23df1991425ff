"""Switch a rule on, once its keeper has seen what it would have done, or off; or delete it."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.processes.rules.models import Rule
from sanling.processes.rules.queries import keeps_rules

# So long what was seen counts.
SEEN_FOR = timedelta(days=1)


class NotTried(Exception):
    """Who switches a rule on must have seen within a day what it would have done."""


def try_rule(*, actor: Viewer, rule_id: int) -> None:
    """Record that the actor looks at what a rule would have done; raises Rule.DoesNotExist and PermissionDenied."""
    with transaction.atomic():
        rule = _own(actor, rule_id)
        rule.tried_by_id, rule.tried_at = actor.post_id, clock.now()
        rule.save(update_fields=["tried_by", "tried_at"])
        record(actor=actor, act="rules.try", subject=f"rule:{rule.pk}", city=actor.city)


def switch_rule(*, actor: Viewer, rule_id: int, on: bool) -> None:
    """Let a rule act from now on, answered for by the actor, or no longer; raises `NotTried` and as `try_rule`."""
    with transaction.atomic():
        rule, now = _own(actor, rule_id), clock.now()
        if on and (
            rule.tried_by_id != actor.post_id or rule.tried_at is None or rule.tried_at < now - SEEN_FOR
        ):
            raise NotTried
        rule.keeper_id, rule.on_since = (actor.post_id, now) if on else (None, None)
        rule.save(update_fields=["keeper", "on_since"])
        act = "rules.switch_on" if on else "rules.switch_off"
        record(actor=actor, act=act, subject=f"rule:{rule.pk}", city=actor.city)


def delete_rule(*, actor: Viewer, rule_id: int) -> None:
    """Delete a rule with its record of what it did, which the matters' timelines say; raises as `try_rule`."""
    with transaction.atomic():
        rule = _own(actor, rule_id)
        record(actor=actor, act="rules.delete", subject=f"rule:{rule.pk}", city=actor.city)
        rule.delete()


def _own(actor: Viewer, rule_id: int) -> Rule:
    rule = Rule.objects.select_for_update().get(pk=rule_id, unit_id=actor.own.unit_id)
    if not keeps_rules(actor):
        raise PermissionDenied
    return rule
