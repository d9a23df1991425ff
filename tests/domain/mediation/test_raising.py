"""Signals are computed and explained, under the viewer's reach, from nothing that a side said alone."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.decide_signal import decide_signal
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.models import Side
from sanling.domain.mediation.raising import Raised, raised_in, signals_part
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.models import AuditRow
from tests.city import CITY
from tests.domain.matters.helpers import registered
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def found(viewer: Viewer, matter: Matter) -> dict[str, Raised]:
    """Return the signals that a viewer is told of, by their codes."""
    fresh = Matter.objects.select_related("unit").prefetch_related("parties").get(pk=matter.pk)
    return {raised.signal.code: raised for raised in raised_in(viewer, fresh)}


def test_words_are_found_in_what_was_brought_and_said_for_the_file(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    mediator = cast["mediator"].viewer
    assert found(mediator, matter) == {}
    say(actor=by(other), side_id=other.pk, kind="statement", text="他拿菜刀上门，说要砍死我")
    raised = found(mediator, matter)
    assert raised["weapons"].words == ["菜刀"]
    assert raised["violence"].words == ["要砍"]


def test_what_a_side_said_alone_raises_none(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="private", text="他拿菜刀上门，说要砍死我")
    assert found(cast["mediator"].viewer, matter) == {}


def test_a_minor_raises_one(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    Side.objects.filter(pk=other.pk).update(is_minor=True)
    assert set(found(cast["mediator"].viewer, matter)) == {"minors"}


def test_the_same_persons_again_are_counted_among_what_the_viewer_sees_and_the_search_is_recorded(
    cast: Cast,
) -> None:
    earlier = [registered().matter for _each in range(2)]
    matter = registered().matter
    raised = found(cast["intake_officer"].viewer, matter)
    assert {other.pk for other in raised["again"].matters} == {other.pk for other in earlier}
    assert AuditRow.objects.filter(act="privacy.seek", subject="signals").exists()
    # The mediator sees none of the earlier ones, so they count for nothing there.
    mediated, *_sides = two_sides(cast)
    assert "again" not in found(cast["mediator"].viewer, mediated)


def test_history_counts_those_that_went_to_the_police(cast: Cast) -> None:
    earlier = registered().matter
    matter = registered().matter
    officer = cast["intake_officer"].viewer
    assert "history" not in found(officer, matter)
    Matter.objects.filter(pk=earlier.pk).update(outcome="transferred")
    assert [other.pk for other in found(officer, matter)["history"].matters] == [earlier.pk]


def test_who_has_no_charge_is_told_of_none(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="statement", text="他拿菜刀上门")
    for who in ("city_leader", "county_leader", "peace_officer", "station_officer"):
        assert found(cast[who].viewer, matter) == {}


def test_what_was_decided_stands_until_more_is_found(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    mediator = cast["mediator"].viewer
    say(actor=by(other), side_id=other.pk, kind="statement", text="厨房的菜刀找不到了")
    decide_signal(
        actor=mediator, dispute_id=matter.pk, signal="weapons", confirmed=False, reason="只是丢了东西"
    )
    assert found(mediator, matter)["weapons"].is_decided
    say(actor=by(other), side_id=other.pk, kind="statement", text="他拿铁棍来")
    again = found(mediator, matter)["weapons"]
    assert not again.is_decided
    assert again.decision is not None


def test_a_city_without_signals_has_none() -> None:
    assert signals_part(CITY).signal("weapons") is not None
