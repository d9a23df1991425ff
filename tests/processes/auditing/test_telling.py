"""Rows of the audit log read as sentences, by the names that the reader may know."""

from typing import Any

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.record import record
from sanling.processes.auditing.telling import told
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


def test_who_may_see_a_matter_reads_its_number(cast: dict[str, Player], workflows: None) -> None:
    matter, director = registered().matter, cast["centre_director"].viewer
    for act in ("matters.relate", "matters.supervise"):
        record(actor=director, act=act, subject=f"matter:{matter.pk}", city="4101")
    rows = AuditRow.objects.filter(act__in=("matters.relate", "matters.supervise")).order_by("pk")
    relate, supervise = told(director, list(rows))
    assert relate.sentence.endswith(f"对 {matter.number} 作了“关联另一件”")
    assert supervise.sentence.endswith(f"督办了 {matter.number}")


def test_the_log_costs_as_many_statements_for_many_rows_as_for_one(
    cast: dict[str, Player], django_assert_num_queries: Any
) -> None:
    players = [player for key, player in cast.items() if not key.startswith("former")]
    for player in players:
        record(actor=player.viewer, act="unit.change", subject=f"unit:{player.post.unit_id}", city="4101")
        record(actor=player.user, act="account.change_phone", subject=player.user.key, city="4101")
    keys = list(AuditRow.objects.order_by("-pk")[: 2 * len(players)])
    viewer = cast["auditor"].viewer
    told(viewer, keys[:1])
    # Posts with their units, accounts, units.
    with django_assert_num_queries(3):
        assert len(told(viewer, keys)) == 2 * len(players)
