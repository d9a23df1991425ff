"""What rules do with newly registered matters, each with each once, as a follower of what happens."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import InterfaceError, OperationalError, transaction

from sanling.domain.matters.act import Wish, perform_each
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.ledger_queries import ledger
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.tags.actions.tag import tag_each
from sanling.domain.tags.models import Tag
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action
from sanling.foundation import clock
from sanling.foundation.delivery.notices import NewNotice, notify_many
from sanling.foundation.delivery.outbox import OutboxRow
from sanling.processes.rules.models import Deed, Rule
from sanling.processes.rules.queries import Ruling, acting, means, told

log = logging.getLogger(__name__)


def follow(rows: Iterable[OutboxRow]) -> None:
    """Let the rules that are on act on what was registered; a rule registers nothing, so that none sets off another."""
    rules = list(Rule.objects.exclude(on_since=None).order_by("pk"))
    if not rules:
        return
    ids = [row.payload["entry"] for row in rows]
    new = Entry.objects.filter(pk__in=ids, from_state="", matter__open=True)
    found = list(new.values_list("matter_id", "matter__city", "matter__registered_at"))
    for rule in rules:
        matters = [
            pk for pk, city, at in found if city == rule.city and rule.on_since and at >= rule.on_since
        ]
        if matters:
            _act(rule, matters)


def _act(rule: Rule, candidates: Sequence[int]) -> None:
    viewer = acting(rule)
    if viewer is None:
        return
    try:
        matching = ledger(viewer, means(rule), clock.now()).filter(pk__in=candidates, open=True)
    except ValueError:
        log.warning("The rule %s goes by filters that are there no more.", rule.pk)
        return
    acted = Deed.objects.filter(rule=rule, matter__in=candidates).values("matter")
    matters = list(matching.exclude(pk__in=acted).defer("search", "text").order_by("pk"))
    done = DO[Rule.Does(rule.does)](rule, viewer, matters)
    Deed.objects.bulk_create(
        Deed(rule=rule, matter=matter, at=clock.now(), done=matter.pk in done) for matter in matters
    )


def _assign(rule: Rule, viewer: Ruling, matters: Sequence[Matter]) -> set[int]:
    return {matter.pk for matter in matters if _untouched(matter) and _charged(rule, viewer, matter)}


def _untouched(matter: Matter) -> bool:
    """Tell whether a matter is still as it was registered: what somebody has chosen since stands, as with another rule.

    Whatever happens after this look changes the version that the act is bound to.
    """
    return matter.assignee_id is None and matter.state == definition_of(matter.definition_id).initial


def _charged(rule: Rule, viewer: Ruling, matter: Matter) -> bool:
    def fill(action: Action) -> dict[str, Any]:
        return {field.code: rule.post_id for field in action.fields if field_type(field.type).names == "post"}

    wish = Wish(matter.pk, verb="assign", version=matter.version, fields=fill)
    try:
        with transaction.atomic():
            (outcome,) = perform_each(actor=viewer, wishes=[wish])
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("The rule %s failed with the matter %s.", rule.pk, matter.pk)
        return False
    return isinstance(outcome, Entry)


def _tell(rule: Rule, _viewer: Ruling, matters: Sequence[Matter]) -> set[int]:
    open_to = told(rule, matters)
    notify_many(
        NewNotice(
            recipient=f"post:{rule.post_id}",
            code="rules.matched",
            params={"number": matter.number, "title": matter.title, "rule": rule.name},
            url=f"/desk/matters/{matter.number}/",
        )
        for matter in matters
        if matter.pk in open_to
    )
    return open_to


def _tag(rule: Rule, viewer: Ruling, matters: Sequence[Matter]) -> set[int]:
    try:
        outcomes = tag_each(actor=viewer, matters=[matter.pk for matter in matters], word=rule.tag)
    except Invalid:
        log.warning("The word of the rule %s is no tag any more.", rule.pk)
        return set()
    return {found.matter_id for found in outcomes if isinstance(found, Tag)}


DO = {Rule.Does.ASSIGN: _assign, Rule.Does.TELL: _tell, Rule.Does.TAG: _tag}
