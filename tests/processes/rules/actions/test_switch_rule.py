"""Nobody switches on what they haven't seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.rules.actions.switch_rule import NotTried, delete_rule, switch_rule, try_rule
from sanling.processes.rules.models import Rule
from tests.processes.rules.making import made, on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_rule_is_switched_on_by_who_has_just_seen_what_it_would_have_done(cast: dict[str, Player]) -> None:
    rule, director = made(cast), cast["centre_director"].viewer
    with pytest.raises(NotTried):
        switch_rule(actor=director, rule_id=rule.pk, on=True)
    try_rule(actor=director, rule_id=rule.pk)
    with clock.turned(shift=timedelta(days=2)), pytest.raises(NotTried):
        switch_rule(actor=director, rule_id=rule.pk, on=True)
    on(cast, rule)
    assert rule.keeper == cast["centre_director"].post
    switch_rule(actor=director, rule_id=rule.pk, on=False)
    rule.refresh_from_db()
    assert (rule.on_since, rule.keeper_id) == (None, None)
    acts = {row.act for row in AuditRow.objects.filter(act__startswith="rules.")}
    assert acts == {"rules.make", "rules.try", "rules.switch_on", "rules.switch_off"}


def test_nobody_else_switches_or_deletes_it(cast: dict[str, Player]) -> None:
    rule = made(cast)
    with pytest.raises(PermissionDenied):
        switch_rule(actor=cast["intake_officer"].viewer, rule_id=rule.pk, on=False)
    with pytest.raises(Rule.DoesNotExist):
        delete_rule(actor=cast["county_centre_director"].viewer, rule_id=rule.pk)
    delete_rule(actor=cast["centre_director"].viewer, rule_id=rule.pk)
    assert not Rule.objects.exists()
