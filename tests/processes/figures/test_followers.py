"""What happens is counted at the next beat, whether by an act or because a division became another."""

import pytest

from sanling.domain.matters.changes import RECOUNTED
from sanling.domain.people.cast import Player
from sanling.foundation.delivery.outbox import NewOutboxRow, put_many
from sanling.processes.figures.followers import FOLLOWERS
from sanling.processes.figures.models import Fact
from sanling.processes.reactions import react, react_in_bulk
from tests.domain.matters.helpers import in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_an_act_is_counted_at_the_next_beat(cast: dict[str, Player]) -> None:
    matter = in_mediation(cast)
    assert not Fact.objects.exists()
    react()
    assert Fact.objects.filter(source=matter.pk, measure="taken_in").count() == 1
    react()
    assert Fact.objects.filter(source=matter.pk, measure="taken_in").count() == 1


def test_what_was_told_without_an_act_is_counted_too() -> None:
    matter = registered().matter
    put_many([NewOutboxRow(f"{RECOUNTED}/bulk", str(matter.pk), {})])
    react_in_bulk()
    assert Fact.objects.filter(source=matter.pk).exists()


def test_each_topic_has_a_follower_of_its_own_name() -> None:
    assert len({follower.name for follower in FOLLOWERS}) == len(FOLLOWERS)
