"""Acts are refused whole when they are stale, not allowed, or wrong; and move clocks only by the book."""

from datetime import UTC, datetime, timedelta

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import allowed_actions, perform
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.matters.models import Assignment, Clock, ClockChange, Entry, Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.calendar import Allowance, due
from sanling.foundation.holidays.schedules import workdays_at
from tests.city import City
from tests.domain.matters.helpers import act, picture, registered

pytestmark = pytest.mark.django_db

CITY = "4101"
MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def test_a_stale_form_is_refused_and_nothing_changes(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "accept")
    with pytest.raises(Stale) as refused:
        perform(
            actor=cast["intake_officer"].viewer,
            matter_id=matter.pk,
            action="refuse",
            version=1,
            fields={"reason": "x", "cause": "outside"},
        )
    assert (refused.value.opened, refused.value.current) == (1, 2)
    assert Entry.objects.filter(matter=matter).count() == 2


def test_an_act_that_is_not_legal_now_names_those_that_are(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    with pytest.raises(NotAllowed) as refused:
        act(cast["intake_officer"].viewer, matter, "agree", {})
    assert "accept" in refused.value.allowed


def test_an_act_of_somebody_else_is_refused(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    with pytest.raises(NotAllowed):
        act(cast["intake_officer"].viewer, matter, "sign_for")


@pytest.mark.parametrize(
    "who", ["sibling_township_intake", "sibling_county_intake", "sibling_village_mediator"]
)
def test_for_strangers_the_matter_does_not_exist(cast: dict[str, Player], workflows: None, who: str) -> None:
    matter = registered().matter
    with pytest.raises(NotFound):
        act(cast[who].viewer, matter, "accept")
    with pytest.raises(NotFound):
        act(LinkActor(matter.pk + 1), matter, "withdraw")


def test_wrong_and_missing_fields_are_named_together(cast: dict[str, Player], mediating: Matter) -> None:
    with pytest.raises(Invalid) as refused:
        act(cast["mediator"].viewer, mediating, "agree", {"form": "sung", "nonsense": "1"}, [picture()])
    assert set(refused.value.errors) == {"form", "answer", "nonsense"}


def test_evidence_is_demanded(cast: dict[str, Player], mediating: Matter) -> None:
    with pytest.raises(Invalid) as refused:
        act(cast["mediator"].viewer, mediating, "agree", {"form": "oral", "answer": "好"})
    assert "files" in refused.value.errors
    with pytest.raises(Invalid) as refused:
        act(cast["mediator"].viewer, mediating, "agree", {"answer": "好", "nonsense": "x"})
    assert {"files", "form", "nonsense"} <= refused.value.errors.keys()


def test_control_characters_are_dropped_and_long_texts_refused(
    cast: dict[str, Player], mediating: Matter
) -> None:
    entry = act(cast["mediator"].viewer, mediating, "progress", {"note": "一\x00二\u202e三"})
    assert entry.params["note"] == "一二三"
    with pytest.raises(Invalid):
        act(cast["mediator"].viewer, mediating, "progress", {"note": "长" * 20_000})


def test_escalation_goes_one_level_up_and_return_goes_back(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "escalate", {"reason": "需要区里协调"})
    assert matter.unit == city.centre("410105")
    act(cast["county_intake_officer"].viewer, matter, "give_back", {"reason": "街道可以办理"})
    assert matter.unit == city.centre("410105002")


def test_returns_are_limited(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    intake, mediator = cast["intake_officer"].viewer, cast["mediator"].viewer
    for _time in range(3):
        act(intake, matter, "assign", {"mediator": cast["mediator"].post.pk})
        act(mediator, matter, "return", {"reason": "不属于我的片区"})
    act(intake, matter, "assign", {"mediator": cast["mediator"].post.pk})
    with pytest.raises(NotAllowed):
        act(mediator, matter, "return", {"reason": "再退"})


def test_departments_that_are_called_in_report_in_and_finish(
    city: City, cast: dict[str, Player], mediating: Matter
) -> None:
    station = city.unit("police_station-410105002")
    call = {"units": [station.pk], "task": "协助清理"}
    act(cast["intake_officer"].viewer, mediating, "whistle", call)
    officer = cast["station_officer"].viewer
    with pytest.raises(NotAllowed):
        act(cast["mediator"].viewer, mediating, "agree", {"form": "oral", "answer": "好"}, [picture()])
    act(officer, mediating, "report_in")
    assert not Clock.objects.filter(matter=mediating, code="report_in", stopped_at=None).exists()
    act(officer, mediating, "finish_joint", {"note": "已到场"})
    act(cast["mediator"].viewer, mediating, "agree", {"form": "oral", "answer": "好"}, [picture()])
    assert mediating.state == "settled"


def test_reopening_is_counted_from_the_resolution(cast: dict[str, Player], mediating: Matter) -> None:
    with clock.turned(to=MONDAY):
        act(cast["mediator"].viewer, mediating, "agree", {"form": "oral", "answer": "好"}, [picture()])
    party = LinkActor(mediating.pk)
    last = due(start=MONDAY, days=workdays_at(CITY), allowance=Allowance.parse("15 d")).at
    with clock.turned(to=last - timedelta(seconds=1)):
        assert "reopen" in {action.code for action in allowed_actions(party, mediating)}
    with clock.turned(to=last + timedelta(seconds=1)):
        assert "reopen" not in {action.code for action in allowed_actions(party, mediating)}


def test_reopening_gives_the_matter_back_to_the_unit(cast: dict[str, Player], mediating: Matter) -> None:
    act(cast["mediator"].viewer, mediating, "agree", {"form": "oral", "answer": "好"}, [picture()])
    act(LinkActor(mediating.pk), mediating, "reopen", {"reason": "又堆满了"})
    assert mediating.open
    assert (mediating.assignee, mediating.resolved_at, mediating.outcome) == (None, None, "")


def test_an_extension_moves_the_clock_only_when_granted(cast: dict[str, Player], mediating: Matter) -> None:
    before = Clock.objects.get(matter=mediating, code="mediation").due_at
    ask = {"by": 10, "consent": "on", "reason": "需要鉴定"}
    act(cast["mediator"].viewer, mediating, "ask_extension", ask)
    assert Clock.objects.get(matter=mediating, code="mediation").due_at == before
    with pytest.raises(NotAllowed):
        act(cast["mediator"].viewer, mediating, "ask_extension", ask)

    act(cast["centre_director"].viewer, mediating, "decide_extension", {"granted": "yes"})
    moved = Clock.objects.get(matter=mediating, code="mediation")
    assert moved.due_at > before
    assert ClockChange.objects.get(clock=moved).was_due_at == before


def test_a_pause_moves_the_deadline_by_what_it_took(cast: dict[str, Player], workflows: None) -> None:
    mediator = cast["mediator"].viewer
    with clock.turned(to=MONDAY):
        matter = registered().matter
        act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
        act(mediator, matter, "sign_for")
    mediation = Clock.objects.get(matter=matter, code="mediation")
    with clock.turned(to=MONDAY + timedelta(days=2)):
        act(mediator, matter, "pause", {"reason": "等待鉴定"})
    assert matter.paused
    assert Clock.objects.get(pk=mediation.pk).paused_at is not None
    with clock.turned(to=MONDAY + timedelta(days=5)):
        act(mediator, matter, "resume")
    after = Clock.objects.get(pk=mediation.pk)
    pause = (MONDAY + timedelta(days=2), MONDAY + timedelta(days=5))
    assert (
        after.due_at
        == due(start=MONDAY, days=workdays_at(CITY), allowance=Allowance.parse("30 d"), pauses=[pause]).at
    )
    assert not matter.paused


def test_withdrawing_ends_everything(cast: dict[str, Player], mediating: Matter) -> None:
    act(LinkActor(mediating.pk), mediating, "withdraw")
    assert not mediating.open
    assert mediating.outcome == "withdrawn"
    assert not Clock.objects.filter(matter=mediating, stopped_at=None).exists()
    assert not Assignment.objects.filter(matter=mediating, ended_at=None).exists()
    assert mediating.due_at is None


def test_who_settles_at_once_has_signed_for_it_by_that(cast: dict[str, Player], workflows: None) -> None:
    matter = registered(kind="request").matter
    act(cast["intake_officer"].viewer, matter, "assign", {"handler": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "settle", {"answer": "已当场办好"})

    assignment = Assignment.objects.get(matter=matter)
    assert (matter.state, assignment.signed_at) == ("resolved", matter.resolved_at)
