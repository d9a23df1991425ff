"""A webhook is told no more than the token that it was made by could read, and nothing after that token's end."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.issue_token import revoke_token
from sanling.domain.people.cast import Player
from sanling.domain.people.models import AccessToken, Jurisdiction
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import Subscribed, subscribe
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.send import PATIENCE, send_due
from tests.city import SIBLING_VILLAGE, TEST, TOWNSHIP
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver, subscribed_by

Cast = dict[str, Player]
End = Callable[[AccessToken], object]


def revoked(token: AccessToken) -> None:
    revoke_token(actor=TEST, token_id=token.pk)


def over(token: AccessToken) -> None:
    AccessToken.objects.filter(pk=token.pk).update(ends_at=clock.now())


def post_ended(token: AccessToken) -> None:
    end_post(actor=TEST, post_id=token.post_id)


def post_ended_by_its_last_day(token: AccessToken) -> None:
    token.post.ends_at = clock.now()
    token.post.save(update_fields=["ends_at"])


def account_ended(token: AccessToken) -> None:
    token.post.user.is_active = False
    token.post.user.save(update_fields=["is_active"])


ENDS: list[End] = [revoked, over, post_ended, post_ended_by_its_last_day, account_ended]


def successor(cast: Cast) -> None:
    """Have somebody else lead the unit, too, so that it isn't for want of a leader that nothing is told."""
    new = NewPost(
        user_id=cast["mediator"].user.pk,
        unit_id=cast["centre_director"].post.unit_id,
        role="centre_director",
        name="继任",
        paths=[TOWNSHIP],
    )
    appoint(actor=TEST, new=new)


@pytest.mark.parametrize("end", ENDS)
def test_a_webhook_ends_with_the_token_that_made_it_and_so_does_what_is_queued(
    subscribed: Subscribed, receiver: Receiver, cast: Cast, end: End
) -> None:
    successor(cast)
    registered()
    react()
    assert Delivery.objects.count() == 1
    token = subscribed.subscription.token
    assert token is not None
    end(token)
    assert send_due() == 0
    registered()
    react()
    assert send_due() == 0
    assert receiver.told == []
    assert not Delivery.objects.exists()
    ended = Subscription.objects.get()
    assert ended.ended_at is not None
    row = AuditRow.objects.get(act="webhook.unsubscribe")
    assert (row.subject, row.detail) == (f"webhook:{ended.pk}", {"token": token.pk})


def test_what_waits_to_be_tried_again_is_told_no_more_either(
    subscribed: Subscribed, receiver: Receiver, cast: Cast
) -> None:
    successor(cast)
    receiver.status = 500
    registered()
    react()
    assert send_due() == 1
    assert subscribed.subscription.token is not None
    revoked(subscribed.subscription.token)
    with clock.turned(shift=PATIENCE[0] * 2):
        assert send_due() == 0
    assert len(receiver.told) == 1


def test_no_webhook_is_made_by_anothers_token_or_one_that_works_no_more(
    subscribed: Subscribed, receiver: Receiver, cast: Cast
) -> None:
    leader, other = cast["centre_director"], cast["county_centre_director"]
    token = subscribed.subscription.token
    assert token is not None
    with pytest.raises(AccessToken.DoesNotExist):
        subscribe(actor=other.viewer, token_id=token.pk, unit_id=other.post.unit_id, url=receiver.url)
    revoked(token)
    with pytest.raises(AccessToken.DoesNotExist):
        subscribe(actor=leader.viewer, token_id=token.pk, unit_id=leader.post.unit_id, url=receiver.url)


def test_a_webhook_tells_nothing_that_the_tokens_own_post_may_not_open_though_another_leader_may(
    subscribed: Subscribed, receiver: Receiver, cast: Cast
) -> None:
    successor(cast)
    Jurisdiction.objects.filter(post=cast["centre_director"].post).update(division_id=SIBLING_VILLAGE)
    registered()
    react()
    assert send_due() == 0
    assert receiver.told == []
    assert not Delivery.objects.exists()


def test_a_webhook_from_before_tokens_were_noted_goes_on(
    subscribed: Subscribed, receiver: Receiver, cast: Cast
) -> None:
    token = subscribed.subscription.token
    assert token is not None
    Subscription.objects.update(token=None)
    revoked(token)
    registered()
    react()
    assert send_due() == 1
    assert len(receiver.told) == 1


def test_each_webhook_ends_with_its_own_token_alone(
    subscribed: Subscribed, receivers: Callable[[], Receiver], receiver: Receiver, cast: Cast
) -> None:
    another = receivers()
    subscribed_by(cast["centre_director"], another.url)
    assert subscribed.subscription.token is not None
    revoked(subscribed.subscription.token)
    registered()
    with clock.turned(shift=timedelta(seconds=1)):
        react()
        assert send_due() == 1
    assert (len(receiver.told), len(another.told)) == (0, 1)
