"""Who takes part enters the room and reads what is theirs; a page learns by one statement that nothing changed."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.access import LinkActor, visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.mediation import room
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.actions.join_call import join_call
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.actions.send_signals import send_signals
from sanling.domain.mediation.models import Seat, Side, Signal
from sanling.foundation import clock
from tests.domain.matters.helpers import in_mediation, registered
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import says, seated
from tests.domain.mediation.sides import asked, by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def read(actor: object, matter: Matter) -> list[str]:
    """Return what somebody reads in a room."""
    return [said.text for said in room.said_in_room(actor, matter)]  # type: ignore[arg-type]


def test_each_reads_what_is_said_to_all_and_alone_to_it(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    mediator = cast["mediator"].viewer
    says(by(first), matter, "给大家")
    says(by(first), matter, "先说的底线", to=first.pk)
    says(mediator, matter, "单独问对方", to=other.pk)
    assert read(by(first), matter) == ["给大家", "先说的底线"]
    assert read(by(other), matter) == ["给大家", "单独问对方"]
    assert read(mediator, matter) == ["给大家", "先说的底线", "单独问对方"]
    # The mediator's colleague at the same unit reads what all read; who handed a link over may have kept it.
    assert read(SideActor(first.pk, matter.pk, cast["intake_officer"].post.pk), matter) == ["给大家"]


def test_who_only_sees_the_dispute_or_has_not_consented_does_not_enter(cast: Cast) -> None:
    matter, first, _other = two_sides(cast)
    says(by(first), matter, "给大家")
    silent = asked(matter, name="赵三", phone="+8613900000003")
    for key in ("city_leader", "county_leader", "peace_officer", "sibling_village_mediator", "auditor"):
        assert not room.enters(cast[key].viewer, matter), key
        assert read(cast[key].viewer, matter) == [], key
    strangers = (None, by(silent), LinkActor(matter.pk, acts=True))
    for stranger in strangers:
        assert not room.enters(stranger, matter)
    assert visible_matters(cast["county_leader"].viewer).filter(pk=matter.pk).exists()
    assert not room.enters(cast["intake_officer"].viewer, registered(kind="hazard").matter)


def test_nothing_is_said_once_mediation_has_ended_and_what_was_said_is_read(cast: Cast) -> None:
    matter, first, _other = two_sides(cast)
    says(by(first), matter, "给大家")
    Matter.objects.filter(pk=matter.pk).update(resolved_at=clock.now())
    matter.refresh_from_db()
    for actor in (by(first), cast["mediator"].viewer):
        assert not room.speaks(actor, matter)
        assert read(actor, matter) == ["给大家"]


def test_a_glance_changes_with_what_its_reader_reads_and_with_nothing_else(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    matter, first, other = two_sides(cast)
    mediator = cast["mediator"].viewer
    tokens = {side.pk: print_link(actor=mediator, side_id=side.pk) for side in (first, other)}

    def marks() -> list[object]:
        seen = [room.glance_by_link(tokens[side.pk], uuid4()) for side in (first, other)]
        found = [*seen, room.glance_of_post(mediator.own.post_id, matter.number, uuid4())]
        return [glance.mark if glance else None for glance in found]

    before = marks()
    assert None not in before
    said: list[tuple[Callable[[], object], list[bool]]] = [
        (lambda: says(by(first), matter, "给大家"), [True, True, True]),
        (lambda: says(mediator, matter, "单独", to=first.pk), [True, False, True]),
        (lambda: says(mediator, matter, "单独", to=other.pk), [False, True, True]),
        (lambda: seated(by(first), matter), [True, True, True]),
    ]
    for happens, changes in said:
        happens()
        after = marks()
        assert [was != now for was, now in zip(before, after, strict=True)] == changes
        before = after
    with django_assert_num_queries(1):
        room.glance_by_link(tokens[first.pk], uuid4())
    with django_assert_num_queries(1):
        room.glance_of_post(mediator.own.post_id, matter.number, uuid4())
    # Of another post the same number shows nothing that is said alone.
    stranger = room.glance_of_post(cast["sibling_village_mediator"].post.pk, matter.number, uuid4())
    assert stranger is not None
    assert stranger.alone == 0
    assert room.glance_by_link("x" * 43, uuid4()) is None


def test_a_link_of_who_has_not_consented_opens_no_room(cast: Cast) -> None:
    silent = asked(in_mediation(cast))
    token = print_link(actor=cast["mediator"].viewer, side_id=silent.pk)
    assert room.glance_by_link(token, uuid4()) is None
    assert Side.objects.get(pk=silent.pk).link_digest is not None


def test_who_is_there_is_who_was_seen_just_now_and_signals_are_read_by_their_page_alone(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    keys = [seated(by(side), matter) for side in (first, other)]
    for side, key in zip((first, other), keys, strict=True):
        join_call(actor=by(side), matter_id=matter.pk, key=key, call="voice")
    send_signals(actor=by(first), matter_id=matter.pk, key=keys[0], signals=[(keys[1], {"line": "1"})])
    assert [seat.key for seat in room.present(matter)] == keys
    assert len(room.signals_to(by(other), matter, keys[1], 0)) == 1
    assert room.signals_to(by(first), matter, keys[1], 0) == []
    assert room.signals_to(by(other), matter, uuid4(), 0) == []
    Seat.objects.filter(key=keys[0]).update(seen_at=clock.now() - room.PRESENT - timedelta(seconds=1))
    assert [seat.key for seat in room.present(matter)] == keys[1:]


def test_what_is_of_no_use_any_more_is_taken_away(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    old, new = seated(by(first), matter), seated(by(other), matter)
    long_ago = clock.now() - room.SHORT_LIVED - timedelta(seconds=1)
    Seat.objects.filter(key=old).update(seen_at=long_ago)
    seat = Seat.objects.get(key=new)
    Signal.objects.create(to=seat, sender=seat, body="{}", at=long_ago)
    Signal.objects.create(to=seat, sender=seat, body="{}", at=clock.now())
    assert room.clear() == 2
    assert [seat.key for seat in Seat.objects.all()] == [new]
    assert Signal.objects.count() == 1
