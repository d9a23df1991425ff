"""A token works from when the post's holder accepts it, who alone learns its secret."""

from datetime import timedelta

import pytest

from sanling.domain.people.actions.accept_token import accept_token
from sanling.domain.people.actions.issue_token import issue_token, revoke_token
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import AccessToken
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST

DAY = timedelta(days=1)


Cast = dict[str, Player]


def issued(player: Player) -> AccessToken:
    return issue_token(
        actor=TEST, post_id=player.post.pk, name="12345热线", ends_at=clock.now() + DAY, scopes=["report"]
    )


def accepted(player: Player) -> tuple[AccessToken, str]:
    found = accept_token(actor=player.viewer, token_id=issued(player).pk)
    return found.token, found.secret


def test_a_token_has_no_secret_before_the_posts_holder_accepts_it(cast: Cast) -> None:
    token = issued(cast["intake_officer"])
    assert token.digest is None
    accept_token(actor=cast["intake_officer"].viewer, token_id=token.pk)
    row = AuditRow.objects.get(act="token.accept")
    assert (row.actor_key, row.subject) == (cast["intake_officer"].viewer.key, f"token:{token.pk}")


def test_nobody_else_accepts_a_token_neither_who_stands_in_nor_twice(cast: Cast) -> None:
    holder, other = cast["intake_officer"], cast["two_posts"]
    token = issued(holder)
    now = clock.now()
    leave = {"begins_at": now, "ends_at": now + DAY}
    substitute(actor=TEST, post_id=holder.post.pk, substitute_id=other.post.pk, **leave)
    with clock.turned(shift=timedelta(seconds=1)):
        assert holder.post.pk in other.viewer.post_ids
        for viewer in (other.viewer, cast["administrator"].viewer, cast["centre_director"].viewer):
            with pytest.raises(AccessToken.DoesNotExist):
                accept_token(actor=viewer, token_id=token.pk)
        accept_token(actor=holder.viewer, token_id=token.pk)
        with pytest.raises(AccessToken.DoesNotExist):
            accept_token(actor=holder.viewer, token_id=token.pk)


def test_the_secret_is_kept_nowhere(cast: Cast) -> None:
    token, secret = accepted(cast["intake_officer"])
    assert secret.encode() not in bytes(token.digest or b"")
    assert secret not in str(list(AuditRow.objects.values_list("detail", flat=True)))


def test_a_token_that_was_refused_can_not_be_accepted(cast: Cast) -> None:
    token = issued(cast["intake_officer"])
    revoke_token(actor=cast["intake_officer"].viewer, token_id=token.pk)
    with pytest.raises(AccessToken.DoesNotExist):
        accept_token(actor=cast["intake_officer"].viewer, token_id=token.pk)
