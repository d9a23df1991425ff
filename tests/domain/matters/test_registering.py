"""What a post registers, where and as whom, follows from its roles; likenesses are only what it sees itself."""

from collections.abc import Mapping

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.registering import (
    registers_any,
    registers_at,
    registrable,
    registrar_or_refuse,
)
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import current, definition_of
from tests.city import CITY, SIBLING_TOWNSHIP, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
ELSEWHERE = f"{SIBLING_TOWNSHIP}003"
TEXT = "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。"


def test_roles_that_take_in_register_kinds_and_others_none(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer, auditor = (cast[who].viewer for who in ("intake_officer", "auditor"))
    registrable(officer)
    with django_assert_num_queries(1):
        kinds = registrable(officer)
    assert "dispute" in kinds
    assert len(set(kinds)) == len(kinds)
    with django_assert_num_queries(0):
        assert registers_any(officer)
        assert not registers_any(auditor)
    assert registrable(auditor) == []


def test_a_post_registers_in_its_own_jurisdiction_and_as_itself(cast: Cast) -> None:
    officer = cast["intake_officer"]
    dispute = definition_of(current(city=CITY, code="dispute").pk)
    assert registers_at(officer.viewer, "dispute", VILLAGE)
    assert not registers_at(officer.viewer, "dispute", ELSEWHERE)
    assert not registers_at(officer.viewer, "fair", VILLAGE)
    assert registrar_or_refuse(officer.viewer, dispute, VILLAGE) == officer.post.pk
    with pytest.raises(Invalid) as refused:
        registrar_or_refuse(officer.viewer, dispute, ELSEWHERE)
    assert list(refused.value.errors) == ["division"]
    assert registrar_or_refuse(VisitorActor(), dispute, ELSEWHERE) is None
