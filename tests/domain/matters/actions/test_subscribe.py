"""Subscribing gives a link to the public stages, and changes nothing of the matter."""

import pytest

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.actions.subscribe import subscribe
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.holders import by_token
from sanling.domain.matters.known import followed
from sanling.domain.matters.models import Entry, Matter, Subscription
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_follower_sees_the_public_stage_as_it_moves(cast: dict[str, Player]) -> None:
    matter = registered(kind="hazard").matter
    before = Entry.objects.count(), matter.version
    token = subscribe(actor=VisitorActor(), matter_id=matter.pk)
    known = followed(token)
    assert known
    assert (known.stage, known.ended) == ("已收到，等待受理", False)
    assert (Entry.objects.count(), Matter.objects.get().version) == before
    act(cast["intake_officer"].viewer, matter, "accept")
    moved = followed(token)
    assert moved
    assert moved.stage != known.stage
    assert AuditRow.objects.filter(act="matter.subscribe", subject=f"matter:{matter.pk}").count() == 1


def test_a_followers_link_opens_nothing_of_the_partys(cast: dict[str, Player]) -> None:
    own = registered(kind="hazard")
    token = subscribe(actor=VisitorActor(), matter_id=own.matter.pk)
    assert by_token(token) is None
    assert followed(own.token) is None


def test_what_is_hidden_later_is_told_no_more(cast: dict[str, Player]) -> None:
    token = subscribe(actor=VisitorActor(), matter_id=registered(kind="hazard").matter.pk)
    Matter.objects.update(concealed=True)
    assert followed(token) is None


def test_what_may_not_be_followed_is_refused(cast: dict[str, Player]) -> None:
    for pk in (registered(kind="petition").matter.pk, 999_999):
        with pytest.raises(Invalid):
            subscribe(actor=VisitorActor(), matter_id=pk)
    assert not Subscription.objects.exists()
