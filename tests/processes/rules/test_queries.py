"""What a rule goes by, and who answers for it."""

import pytest

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.people.cast import Player
from sanling.processes.rules.queries import acting, criteria_of, keeps_rules, means, rules_of
from tests.processes.rules.making import made, on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_how_far_a_matter_has_come_is_left_out_of_a_rule() -> None:
    view = Criteria(kind="dispute", state="accepted", lateness="late", open=True, words="漏水")
    assert criteria_of(view) == {"family": "reported", "kind": "dispute", "words": "漏水"}
    assert criteria_of(Criteria(state="accepted")) == {}


def test_rules_are_kept_by_who_leads_the_unit(cast: dict[str, Player]) -> None:
    rule = on(cast, made(cast))
    assert means(rule) == Criteria(kind="dispute")
    keepers = {
        key for key in ("centre_director", "intake_officer", "auditor") if keeps_rules(cast[key].viewer)
    }
    assert keepers == {"centre_director"}
    assert [row.kept for row in rules_of(cast["intake_officer"].viewer)] == [True]
    assert not rules_of(cast["sibling_township_intake"].viewer)
    found = acting(rule)
    assert found is not None
    assert (found.kind, found.key, found.substituted) == ("rule", f"rule:{rule.pk}", ())
