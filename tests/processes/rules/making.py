"""Rules for the tests."""

from typing import Any

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.cast import Player
from sanling.processes.lists.actions.save_view import save_view
from sanling.processes.rules.actions.make_rule import make_rule
from sanling.processes.rules.actions.switch_rule import switch_rule, try_rule
from sanling.processes.rules.models import Rule


def made(
    cast: dict[str, Player],
    *,
    does: str = "tell",
    to: str = "mediator",
    tag: str = "楼道堆物",
    **criteria: Any,
) -> Rule:
    """Return a rule of the township's centre, which is off; one that tags has a word, others a post."""
    director = cast["centre_director"].viewer
    view = save_view(actor=director, name="纠纷", query="kind=dispute", shared=True)
    narrowed = Criteria(**(criteria or {"kind": "dispute"}))
    whom = cast[to].post.pk
    return make_rule(actor=director, view=view, criteria=narrowed, does=does, post_id=whom, tag=tag)


def on(cast: dict[str, Player], rule: Rule) -> Rule:
    """Switch a rule on."""
    director = cast["centre_director"].viewer
    try_rule(actor=director, rule_id=rule.pk)
    switch_rule(actor=director, rule_id=rule.pk, on=True)
    rule.refresh_from_db()
    return rule
