"""What a post registers, where and as whom, follows from its roles; likenesses are only what it sees itself."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.registering import (
    MOST_LIKENESSES,
    likenesses,
    registers_any,
    registers_at,
    registrable,
    registrar_or_refuse,
)
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation import clock
from sanling.foundation.privacy.index import blind_index
from tests.city import CITY, SIBLING_TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import PHONE, registered

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


def alike(cast: Cast, who: str = "intake_officer", **said: str) -> list[tuple[int, bool]]:
    asked = {"text": "", "division": "", "person": "", **said}
    found = likenesses(cast[who].viewer, now=clock.now(), **asked)
    return [(likeness.matter.pk, likeness.same_phone) for likeness in found]


def test_the_same_phone_or_like_words_nearby_are_told_the_newest_first(cast: Cast) -> None:
    first, second = registered().matter, registered().matter
    index = blind_index("phone", PHONE).hex()
    assert alike(cast, person=index) == [(second.pk, True), (first.pk, True)]
    assert alike(cast, text=TEXT, division=VILLAGE) == [(second.pk, False), (first.pk, False)]
    assert alike(cast, text=TEXT, division=VILLAGE, person=index) == [(second.pk, True), (first.pk, True)]
    assert alike(cast, text="小区电梯停运两天，老人下不了楼。", division=VILLAGE) == []
    assert alike(cast, text=TEXT) == alike(cast) == alike(cast, text="垃圾", division=VILLAGE) == []


def test_they_are_those_of_a_month_that_one_sees_and_may_read_and_no_more_than_a_handful(cast: Cast) -> None:
    for _nth in range(MOST_LIKENESSES + 2):
        registered()
    index = blind_index("phone", PHONE).hex()
    assert len(alike(cast, text=TEXT, division=VILLAGE, person=index)) == MOST_LIKENESSES
    assert alike(cast, "sibling_county_intake", text=TEXT, division=VILLAGE, person=index) == []
    # Whoever sees masks is told of like words, never that the phone is the same.
    assert alike(cast, "county_leader", person=index) == []
    with clock.turned(shift=timedelta(days=31)):
        assert alike(cast, text=TEXT, division=VILLAGE, person=index) == []
