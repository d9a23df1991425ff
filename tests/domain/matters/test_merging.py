"""What is about the same thing is merged: it stops, follows the other, ends with it, and can be split off again."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.following import follow_others
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.merging import followed_by, way_from
from sanling.domain.matters.models import Clock, Entry, Matter, Relation
from sanling.domain.matters.queries import Tab, inbox
from sanling.domain.matters.scan import scan
from sanling.domain.matters.timeline import progress, timeline
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.city import TEST, TOWNSHIP, City
from tests.domain.matters.helpers import act, picture, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
OF_TIES = {"split_off", "other_split_off", "follow", "other_follow"}
MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
OTHER = [PartyDetails(role="applicant", person=PersonDetails(name="李大山", phone="13900000001"))]


def merged(cast: Cast, matter: Matter, into: Matter) -> Entry:
    return act(cast["intake_officer"].viewer, matter, "merge", {"number": into.number})


def beat() -> None:
    """Let the worker do what follows."""
    react()
    while follow_others():
        react()


def settled(cast: Cast, matter: Matter) -> None:
    """Settle a dispute and archive it."""
    officer, mediator = cast["intake_officer"].viewer, cast["mediator"].viewer
    act(officer, matter, "assign", {"mediator": mediator.post_id})
    act(mediator, matter, "sign_for")
    answer = {"form": "oral", "answer": "楼道已清理，双方和好。"}
    act(mediator, matter, "agree", answer, [picture()])


def archived(cast: Cast, matter: Matter) -> None:
    settled(cast, matter)
    act(cast["intake_officer"].viewer, matter, "archive")


def shown(matter: Matter) -> str:
    """Return what the party's page says of where the matter stands, and all of its timeline."""
    found = Matter.objects.select_related("unit", "assignee").get(pk=matter.pk)
    stands = progress(found)
    told = [(item.text, item.details) for item in timeline(LinkActor(matter.pk), found)]
    return f"{stands} {told}"


def test_what_is_merged_stops_its_clocks_and_waits_for_nobody(cast: Cast) -> None:
    with clock.turned(to=MONDAY):
        first, again = registered().matter, registered(parties=OTHER).matter
        merged(cast, again, first)
    assert (again.state, again.open, again.paused, again.due_at) == ("merged", True, True, None)
    assert not Clock.objects.filter(matter=again, stopped_at=None, paused_at=None).exists()
    with clock.turned(to=MONDAY + timedelta(days=60)):
        scan()
        viewer = cast["intake_officer"].viewer
        heaps = {tab: {row.pk for way in inbox(viewer, tab, clock.now()) for row in way} for tab in Tab}
    assert not Entry.objects.filter(matter=again, code__startswith="clock_").exists()
    assert not [tab for tab, heap in heaps.items() if again.pk in heap]
    assert first.pk in heaps[Tab.UNASSIGNED]


def test_no_deadline_is_called_kept_that_ended_by_merging_or_with_the_other(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    merged(cast, again, first)
    archived(cast, first)
    beat()
    ended = Clock.objects.filter(matter=again, stopped_at__isnull=False)
    assert {clock.code for clock in ended} >= {"stuck", "pass_on"}
    assert {clock.ended_how for clock in ended} == {Clock.Ended.DROPPED}


def test_it_ends_with_the_other_by_its_outcome_and_not_before(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    merged(cast, again, first)
    settled(cast, first)
    beat()
    again.refresh_from_db()
    assert again.open
    act(cast["intake_officer"].viewer, first, "archive")
    beat()
    again.refresh_from_db()
    assert (again.state, again.open, again.outcome) == ("merged_over", False, "settled")
    assert Entry.objects.filter(matter=again, code="follow").count() == 1
    beat()
    assert Entry.objects.filter(matter=again, code="follow").count() == 1


def test_its_party_reads_where_the_other_stands_and_nothing_of_others(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    merged(cast, again, first)
    words = shown(again)
    assert "并入另一件" in words
    assert "已收到，等待受理" in words
    settled(cast, first)
    words = shown(again)
    assert "已达成协议" in words
    for told in (first.number, first.title, "王小明", "13800000000", "双方和好"):
        assert told not in words
    act(cast["intake_officer"].viewer, first, "archive")
    beat()
    assert "随之办结" in shown(again)


def test_the_page_of_the_other_tells_its_party_nothing_of_what_was_merged(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    before = shown(first)
    merged(cast, again, first)
    beat()
    assert shown(first) == before


def test_the_timelines_of_both_tell_staff_of_merging_and_splitting_off(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER, title="楼道又堵了").matter
    officer = cast["intake_officer"].viewer
    merged(cast, again, first)
    act(officer, again, "split_off", {"reason": "不是同一件事"})
    merged(cast, again, first)
    archived(cast, first)
    beat()

    def told(matter: Matter) -> list[tuple[str, list[str]]]:
        events = [
            event for event in timeline(officer, matter) if "merge" in event.code or event.code in OF_TIES
        ]
        return [(event.text, [detail.value for detail in event.details]) for event in events]

    came, went = (f"{again.number} {words}" for words in ("并入本件", "从本件分出"))
    assert told(first) == [(came, [again.title]), (went, [again.title]), (came, [again.title])]
    assert told(again) == [
        ("并入另一件", [first.number]),
        ("分出单独办理", ["不是同一件事", first.number]),
        ("并入另一件", [first.number]),
        ("随并入的一件办结", [first.number]),
    ]
    post = cast["intake_officer"].post
    who = {event.who for event in timeline(officer, first) if event.code == "other_merge"}
    assert who == {f"{post.name} · {post.unit.name}"}


@pytest.mark.parametrize("how", ["refuse", "withdraw"])
def test_it_is_set_free_when_the_other_is_not_taken_further(cast: Cast, how: str) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    merged(cast, again, first)
    if how == "refuse":
        cause = {"cause": "court", "reason": "法院已受理"}
        act(cast["intake_officer"].viewer, first, "refuse", cause)
    else:
        act(LinkActor(first.pk), first, "withdraw")
    beat()
    again.refresh_from_db()
    assert (again.state, again.open, again.outcome) == ("waiting", True, "")
    assert followed_by(again.pk) is None
    assert "您已撤回" not in shown(again)


def test_it_is_taken_up_again_with_the_other(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    merged(cast, again, first)
    archived(cast, first)
    beat()
    act(LinkActor(first.pk), first, "reopen", {"reason": "又堆满了"})
    beat()
    again.refresh_from_db()
    assert (again.state, again.open, again.outcome, again.resolved_at) == ("merged", True, "", None)


def test_split_off_it_goes_on_with_what_was_left_of_its_deadlines(cast: Cast) -> None:
    with clock.turned(to=MONDAY):
        first, again = registered().matter, registered(parties=OTHER).matter
        act(cast["intake_officer"].viewer, again, "accept")
    with clock.turned(to=MONDAY + timedelta(days=4)):
        left = Clock.objects.get(matter=again, code="mediation").due_at - clock.now()
        merged(cast, again, first)
    with clock.turned(to=MONDAY + timedelta(days=40)):
        scan()
        act(cast["intake_officer"].viewer, again, "split_off", {"reason": "不是同一件事"})
        mediation = Clock.objects.get(matter=again, code="mediation")
        assert mediation.paused_at is None
        assert abs(mediation.due_at - clock.now() - left) <= timedelta(days=1)
    assert (again.state, again.paused) == ("waiting", False)
    assert not Relation.objects.filter(matter=again).exists()


def test_a_deadline_of_law_has_run_on_meanwhile(cast: Cast) -> None:
    with clock.turned(to=MONDAY):
        first = registered(kind="petition", category="other").matter
        again = registered(kind="petition", category="other", parties=OTHER).matter
        act(cast["intake_officer"].viewer, again, "accept_claim")
        due = Clock.objects.get(matter=again, code="decide").due_at
        merged(cast, again, first)
    with clock.turned(to=MONDAY + timedelta(days=20)):
        act(cast["intake_officer"].viewer, again, "split_off", {"reason": "不是同一件事"})
    assert Clock.objects.get(matter=again, code="decide").due_at == due
    assert again.state == "registered"


def test_a_party_whose_matter_ended_with_the_other_can_ask_for_it_by_itself(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    merged(cast, again, first)
    archived(cast, first)
    beat()
    act(LinkActor(again.pk), again, "ask_apart", {"reason": "我说的是另一栋楼"})
    assert (again.state, again.open, again.outcome) == ("waiting", True, "")
    beat()
    again.refresh_from_db()
    assert again.state == "waiting"


def test_a_merge_that_comes_back_is_refused_however_long_the_way(cast: Cast) -> None:
    matters = [registered().matter for _n in range(4)]
    for matter, into in pairwise(matters):
        merged(cast, matter, into)
    with pytest.raises(Invalid, match="number"):
        merged(cast, matters[-1], matters[0])
    with pytest.raises(Invalid):
        merged(cast, matters[-1], matters[-1])
    assert way_from(matters[0].pk) == [matter.pk for matter in matters]
    archived(cast, matters[-1])
    beat()
    assert set(Matter.objects.values_list("open", "outcome")) == {(False, "settled")}


def test_what_has_ended_takes_nothing_in(cast: Cast) -> None:
    first, again = registered().matter, registered().matter
    archived(cast, first)
    with pytest.raises(Invalid):
        merged(cast, again, first)


def test_what_is_hidden_from_others_takes_in_only_what_is_equally_hidden(city: City, cast: Cast) -> None:
    plain, hidden = registered().matter, registered().matter
    Matter.objects.filter(pk=hidden.pk).update(confidentiality=1)
    for again, other in ((plain, hidden), (hidden, plain)):
        with pytest.raises(Invalid):
            merged(cast, again, other)


def test_an_act_on_what_was_merged_is_answered_clearly(cast: Cast) -> None:
    first, again = registered().matter, registered().matter
    merged(cast, again, first)
    with pytest.raises(NotAllowed, match="并入") as refused:
        act(cast["intake_officer"].viewer, again, "accept")
    assert "split_off" in refused.value.allowed
    codes = {action.code for action in allowed_actions(LinkActor(again.pk), again)}
    assert codes == {"add", "withdraw"}


def test_whoever_works_on_the_other_is_told_if_they_may_open_both(cast: Cast) -> None:
    first, again = registered().matter, registered(parties=OTHER).matter
    act(cast["intake_officer"].viewer, first, "assign", {"mediator": cast["mediator"].post.pk})
    merged(cast, again, first)
    react()
    told = Notice.objects.filter(code="matter.merged").values_list("recipient", flat=True)
    # A mediator sees what they are charged with, and nothing else.
    assert list(told) == []
    centre = cast["intake_officer"].viewer.own.unit_id
    new = NewPost(
        user_id=cast["mediator"].user.pk, unit_id=centre, role="intake_officer", name="孔", paths=[TOWNSHIP]
    )
    colleague = appoint(actor=TEST, new=new)
    second, third = registered().matter, registered(parties=OTHER).matter
    merged(cast, third, second)
    react()
    assert f"post:{colleague.pk}" in set(told.all())
