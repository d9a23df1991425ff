"""Signs of a crime go to the police station of the place at once, by whoever has charge, and to nobody else."""

from typing import Any

import pytest

from sanling.domain.matters.access import can_see
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Entry, Matter, Relation
from sanling.domain.mediation.handing import told_in
from sanling.domain.mediation.models import Handover
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import registered
from tests.domain.mediation.handed import REASON, at_police, does, handed_to, signs_found
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_nearest_police_have_it_at_once_and_are_told_and_it_is_logged(cast: Cast) -> None:
    handover = at_police(cast)
    matter = Matter.objects.get(pk=handover.matter_id)
    assert (matter.unit, matter.state, matter.kind) == (
        cast["station_officer"].post.unit,
        "handed",
        "police_report",
    )
    assert matter.confidentiality == 0
    react()
    told = Notice.objects.filter(recipient=f"post:{cast['station_officer'].post.pk}")
    assert [notice.params["number"] for notice in told] == [matter.number]
    assert AuditRow.objects.get(act="mediation.hand_over").detail["signs"] == ["threat"]


def test_its_title_and_ties_tell_nothing(cast: Cast) -> None:
    handover = at_police(cast)
    matter = Matter.objects.get(pk=handover.matter_id)
    assert "王小明" not in matter.title
    assert REASON not in str(list(AuditRow.objects.values("detail")))
    assert not Relation.objects.filter(matter=matter).exists()
    # The dispute's own timeline says no word of it.
    assert not Entry.objects.filter(matter=handover.dispute_id, code__in=("hand_out", "to_police")).exists()


def test_intake_hands_over_what_nobody_mediates_yet(cast: Cast) -> None:
    matter = registered().matter
    handover = signs_found(cast, matter, "intake_officer")
    assert Handover.objects.get().from_unit == cast["intake_officer"].post.unit
    assert any("王小明" in words for told in told_in(handover) for _said, words in told.lines)


def test_who_has_no_charge_of_the_dispute_hands_nothing_over(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    for who in ("sibling_village_mediator", "city_leader", "county_leader", "judge"):
        with pytest.raises(NotFound):
            signs_found(cast, matter, who)


def test_both_ends_see_its_matter_and_of_others_those_above_alone(cast: Cast) -> None:
    handover = at_police(cast)
    working = {key: player for key, player in cast.items() if _is_in_office(player)}
    seeing = {key for key, player in working.items() if can_see(player.viewer, handover.matter_id)}
    assert {"mediator", "village_secretary", "station_officer", "township_leader", "county_leader"} <= seeing
    above = {key for key, player in working.items() if player.viewer.own.covers(handover.matter.division_id)}
    assert seeing <= above | {"mediator"}


def _is_in_office(player: Player) -> bool:
    try:
        return bool(player.viewer)
    except LookupError:
        return False


def test_signs_are_chosen_and_a_reason_is_written(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"signs": []}, "signs"),
        ({"signs": ["nothing"]}, "signs"),
        ({"reason": ""}, "reason"),
        ({"reason": "砸" * 1001}, "reason"),
        ({"partner": "army"}, "partner"),
    ]
    for said, field in wrong:
        with pytest.raises(Invalid) as refused:
            signs_found(cast, matter, **said)
        assert refused.value.errors.keys() == {field}


def test_sent_twice_it_is_one(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    handover = signs_found(cast, matter)
    with pytest.raises(NotAllowed, match=Matter.objects.get(pk=handover.matter_id).number):
        signs_found(cast, matter)


def test_a_confidential_dispute_goes_to_whom_the_profile_lets_it_go(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    Matter.objects.filter(pk=matter.pk).update(confidentiality=1)
    handover = signs_found(cast, matter)
    assert Matter.objects.get(pk=handover.matter_id).confidentiality == 1


def test_a_court_here_gets_it_and_what_was_brought_is_not_told_to_it(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    handover = handed_to(cast, matter, "court")
    assert handover.to_unit == cast["judge"].post.unit
    assert matter.text not in handover.content
    assert "李大山" in handover.content
    assert handover.tell_from is not None
    assert can_see(cast["judge"].viewer, handover.matter_id)
    assert not can_see(cast["judge"].viewer, matter.pk)


def test_for_an_office_outside_the_sender_keeps_it_and_writes_its_receipt_down(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    handover = handed_to(cast, matter, "procuratorate", office="郑州市金水区人民检察院")
    assert (handover.to_unit, handover.office) == (None, "郑州市金水区人民检察院")
    does(cast["mediator"], handover, "take", taken_by="内勤李某", reference="金检收1号")
    does(cast["mediator"], handover, "answer", finding="taken")
    assert (handover.taken_by, handover.finding) == ("内勤李某", "taken")


def test_the_hotline_is_told_of_no_confidential_dispute(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    handover = handed_to(cast, matter, "hotline")
    assert "李大山" not in handover.content
    Matter.objects.filter(pk=matter.pk).update(confidentiality=1)
    does(cast["mediator"], handover, "withdraw", reason="改由电话转办")
    with pytest.raises(NotAllowed):
        handed_to(cast, matter, "hotline")
    with pytest.raises(Invalid) as refused:
        handed_to(cast, matter, "court", signs=["threat"])
    assert refused.value.errors.keys() == {"signs"}
