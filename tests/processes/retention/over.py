"""A dispute that is over, and the rule that forgets it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.apps import apps

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


def left_of(words: Iterable[str]) -> set[tuple[str, str]]:
    """Return which of some words still stand in any table, with the table's model."""
    rows = {model.__name__: str(list(model._default_manager.values())) for model in apps.get_models()}
    return {(word, model) for word in words for model, stored in rows.items() if word in stored}
