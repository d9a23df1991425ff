"""A dispute that is over, and the rule that forgets it."""

from datetime import timedelta
from typing import Any

from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.config import RetentionRule
from tests.city import CITY, TEST

RULE = RetentionRule.model_validate(
    {"code": "all", "name": {"zh": "一律", "en": "All"}, "years": 5, "remove": ["parties", "texts", "files"]}
)


YEARS = timedelta(days=5 * 366)


def end(matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(open=False, ended_at=clock.now(), state="archived")
    matter.refresh_from_db()


def forget_later(rule: RetentionRule = RULE) -> Any:
    with clock.turned(shift=YEARS):
        return forget(actor=TEST, city=CITY, rule=rule)
