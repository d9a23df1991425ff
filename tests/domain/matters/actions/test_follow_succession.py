"""Matters lie where their divisions have gone, those that have ended too, by one statement and one audit row."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.actions.follow_succession import follow_succession
from sanling.domain.matters.models import Matter
from sanling.foundation.audit.models import AuditRow
from tests.city import CITY, SIBLING_TOWNSHIP, TEST, VILLAGE
from tests.domain.matters.helpers import registered

ELSEWHERE = f"{SIBLING_TOWNSHIP}003"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_they_move_with_their_levels_and_keep_all_else(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    moved, over, stays = (registered(division=place).matter for place in (VILLAGE, VILLAGE, "410105002010"))
    Matter.objects.filter(pk=over.pk).update(open=False, ended_at=over.registered_at)
    with django_assert_max_num_queries(6):
        assert follow_succession(actor=TEST, city=CITY, becomes={VILLAGE: ELSEWHERE}) == 2
    for matter in (moved, over):
        before = (matter.unit_id, matter.version, matter.due_at)
        matter.refresh_from_db()
        assert (matter.division_id, matter.township) == (ELSEWHERE, SIBLING_TOWNSHIP)
        assert (matter.unit_id, matter.version, matter.due_at) == before
    stays.refresh_from_db()
    assert stays.division_id == "410105002010"
    row = AuditRow.objects.get(act="matters.follow_succession")
    assert (row.subject, row.detail) == (f"city:{CITY}", {"matters": 2, "divisions": 1})


def test_another_citys_matters_of_the_same_path_are_not_its_to_move() -> None:
    registered()
    assert follow_succession(actor=TEST, city="4110", becomes={VILLAGE: ELSEWHERE}) == 0
    assert Matter.objects.filter(division=VILLAGE).count() == 1
