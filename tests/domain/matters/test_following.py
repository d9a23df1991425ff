"""What was merged looks at the one that it follows when that one ends or is taken up again, and does what it does."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.following import TOPIC, follow_others, follow_others_bulk, queue_followers
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.foundation.delivery.models import Outbox, ParkedMessage
from sanling.foundation.delivery.outbox import in_bulk
from tests.domain.matters.helpers import act, in_mediation, picture, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


@pytest.fixture
def pair(cast: Cast) -> tuple[Matter, Matter]:
    """A dispute in mediation, and another that was merged into it."""
    first, again = in_mediation(cast), registered().matter
    act(cast["intake_officer"].viewer, again, "merge", {"number": first.number})
    Outbox.objects.all().delete()
    return first, again


def last(matter: Matter) -> list[Entry]:
    return list(Entry.objects.filter(matter=matter).order_by("-pk")[:1])


def queued(topic: str = TOPIC) -> list[int]:
    return [row.payload["matter"] for row in Outbox.objects.filter(topic=topic).order_by("pk")]


def settle(cast: Cast, matter: Matter) -> None:
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "已清理"}, [picture()])
    act(cast["intake_officer"].viewer, matter, "archive")


def test_only_what_ends_a_matter_takes_it_up_or_merges_it_makes_others_look(
    cast: Cast, pair: tuple[Matter, Matter]
) -> None:
    first, again = pair
    queue_followers([], bulk=False)
    queue_followers(list(Entry.objects.filter(code="register")), bulk=False)
    assert queued() == []
    queue_followers(last(again), bulk=False)
    assert queued() == [again.pk]
    Outbox.objects.all().delete()
    act(cast["mediator"].viewer, first, "progress", {"note": "继续调解"})
    queue_followers(last(first), bulk=False)
    assert queued() == []
    settle(cast, first)
    queue_followers(last(first), bulk=False)
    assert queued() == [again.pk]
    act(LinkActor(first.pk), first, "reopen", {"reason": "又堆满了"})
    queue_followers(last(first), bulk=True)
    assert queued(in_bulk(TOPIC)) == [again.pk]


def test_it_ends_with_the_other_and_is_taken_up_again_with_it(
    cast: Cast, pair: tuple[Matter, Matter]
) -> None:
    first, again = pair
    settle(cast, first)
    queue_followers(last(first), bulk=False)
    assert follow_others() == 1
    again.refresh_from_db()
    assert (again.open, again.outcome) == (False, first.outcome)
    # A second look finds nothing to do.
    queue_followers(last(first), bulk=False)
    follow_others()
    again.refresh_from_db()
    ended_at_version = again.version
    act(LinkActor(first.pk), first, "reopen", {"reason": "又堆满了"})
    queue_followers(last(first), bulk=True)
    assert (follow_others(), follow_others_bulk()) == (0, 1)
    again.refresh_from_db()
    assert (again.open, again.outcome, again.version) == (True, "", ended_at_version + 1)


def test_it_is_set_free_of_one_that_was_not_taken_further(cast: Cast, pair: tuple[Matter, Matter]) -> None:
    first, again = pair
    act(LinkActor(first.pk), first, "withdraw")
    queue_followers(last(first), bulk=False)
    follow_others()
    again.refresh_from_db()
    assert (again.state, again.open) == ("waiting", True)


def test_what_is_gone_or_follows_nothing_is_passed_over(cast: Cast, pair: tuple[Matter, Matter]) -> None:
    first, _again = pair
    Outbox.objects.all().delete()
    for pk in (first.pk, first.pk + 10_000):
        Outbox.objects.create(topic=TOPIC, key=str(pk), payload={"matter": pk}, at=first.registered_at)
    before = first.version
    assert follow_others() == 2
    first.refresh_from_db()
    assert first.version == before
    assert not ParkedMessage.objects.exists()
