"""Merges and splits: what ends, what begins, what moves along."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.territory.actions.succeed import NewDivision, succeed
from sanling.domain.territory.models import Division, FormerCode
from sanling.domain.territory.queries import by_code, children, current_successors
from sanling.foundation.audit.models import AuditRow
from tests.city import (
    BEGAN,
    CITY,
    SIBLING_TOWNSHIP,
    SIBLING_VILLAGE,
    TEST,
    TOWNSHIP,
    VILLAGE,
)

pytestmark = pytest.mark.usefixtures("city")

ON = date(2025, 1, 1)


def test_a_merge_ends_one_street_and_moves_what_lies_below() -> None:
    moved = succeed(actor=TEST, predecessors=[TOWNSHIP], successors=[SIBLING_TOWNSHIP], on=ON)
    assert Division.objects.get(pk=TOWNSHIP).valid_until == ON
    assert moved[VILLAGE] == "410105001012"
    assert moved[f"{VILLAGE}003"] == "410105001012003"
    village = Division.objects.get(pk="410105001012")
    assert (village.name, village.official_code, village.valid_from) == (
        "通信花园社区居民委员会",
        VILLAGE,
        ON,
    )
    assert not children(TOWNSHIP)


def test_a_number_that_is_taken_becomes_the_next_free_one() -> None:
    Division.objects.create(
        path="410105001012",
        parent_id=SIBLING_TOWNSHIP,
        level=12,
        name="早在那里社区",
        valid_from=BEGAN.date(),
    )
    moved = succeed(actor=TEST, predecessors=[TOWNSHIP], successors=[SIBLING_TOWNSHIP], on=ON)
    assert moved[VILLAGE] not in {"410105001012", VILLAGE}
    assert len(set(moved.values())) == len(moved)


def test_old_codes_lead_to_what_is_there_today() -> None:
    succeed(actor=TEST, predecessors=[TOWNSHIP], successors=[SIBLING_TOWNSHIP], on=ON)
    assert [division.pk for division in current_successors(TOWNSHIP)] == [SIBLING_TOWNSHIP]
    assert [division.pk for division in current_successors(VILLAGE)] == ["410105001012"]
    found = by_code(VILLAGE)
    assert found is not None
    assert found.pk == "410105001012"
    assert FormerCode.objects.filter(division=VILLAGE, code=VILLAGE, valid_until=ON).exists()


def test_a_new_division_can_take_over_a_predecessors_code() -> None:
    new = NewDivision(path="410105030", name="花园街道", official_code=TOWNSHIP)
    succeed(actor=TEST, predecessors=[TOWNSHIP, SIBLING_TOWNSHIP], successors=[new], on=ON)
    assert Division.objects.get(pk="410105030").official_code == TOWNSHIP
    assert Division.objects.get(pk=TOWNSHIP).official_code is None
    assert {division.pk for division in current_successors(SIBLING_TOWNSHIP)} == {"410105030"}


def test_a_split_gives_each_successor_what_it_was_given() -> None:
    new = NewDivision(path="410105031", name="花园东路街道")
    moved = succeed(
        actor=TEST,
        predecessors=[TOWNSHIP],
        successors=[TOWNSHIP, new],
        on=ON,
        moves={VILLAGE: "410105031"},
    )
    assert moved[VILLAGE] == "410105031012"
    assert Division.objects.get(pk=TOWNSHIP).valid_until is None
    assert Division.objects.get(pk=SIBLING_VILLAGE).valid_until is None
    assert [division.pk for division in children("410105031")] == ["410105031012"]


def test_a_chain_of_successions_is_followed_to_its_end() -> None:
    first = NewDivision(path="410105030", name="甲街道")
    second = NewDivision(path="410105031", name="乙街道")
    succeed(actor=TEST, predecessors=[TOWNSHIP], successors=[first], on=ON)
    succeed(actor=TEST, predecessors=["410105030"], successors=[second], on=date(2025, 6, 1))
    assert [division.pk for division in current_successors(TOWNSHIP)] == ["410105031"]


def test_it_leaves_one_audit_row() -> None:
    moved = succeed(actor=TEST, predecessors=[TOWNSHIP], successors=[SIBLING_TOWNSHIP], on=ON)
    row = AuditRow.objects.get(act="division.succeed")
    assert (row.city, row.subject, row.detail["moved"]) == (CITY, f"division:{TOWNSHIP}", len(moved))


@pytest.mark.parametrize(
    ("predecessors", "successors", "on", "field"),
    [
        (["410105099"], [SIBLING_TOWNSHIP], ON, "predecessors"),
        ([], [SIBLING_TOWNSHIP], ON, "predecessors"),
        ([TOWNSHIP], [], ON, "successors"),
        ([TOWNSHIP], ["410105099"], ON, "successors"),
        ([TOWNSHIP], [VILLAGE], ON, "successors"),
        ([TOWNSHIP], [TOWNSHIP], ON, "successors"),
        ([TOWNSHIP], [NewDivision(SIBLING_TOWNSHIP, "重名")], ON, "successors"),
        ([TOWNSHIP], [NewDivision("410199001", "无上级")], ON, "successors"),
        ([TOWNSHIP], [NewDivision("410105030", "占码", SIBLING_TOWNSHIP)], ON, "successors"),
        ([TOWNSHIP], [NewDivision("41010503x", "字母")], ON, "successors"),
        (["4101"], [NewDivision("4102", "别市")], ON, "successors"),
        ([TOWNSHIP], [SIBLING_TOWNSHIP], date(2999, 1, 1), "on"),
        ([TOWNSHIP], [SIBLING_TOWNSHIP], date(2020, 1, 1), "on"),
        ([TOWNSHIP], [NewDivision("410105030", "甲"), NewDivision("410105031", "乙")], ON, "moves"),
    ],
)
def test_what_does_not_fit_together_is_refused_beside_its_field(
    predecessors: list[str], successors: list[str | NewDivision], on: date, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        succeed(actor=TEST, predecessors=predecessors, successors=successors, on=on)
    assert field in refused.value.message_dict
    assert not AuditRow.objects.filter(act="division.succeed").exists()
