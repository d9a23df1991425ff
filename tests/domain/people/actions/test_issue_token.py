"""Bearer tokens of other systems: issued by an administrator, accepted by the holder, who alone has the secret."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.accept_token import accept_token
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.issue_token import issue_token, revoke_token
from sanling.domain.people.cast import Player
from sanling.domain.people.models import AccessToken
from sanling.domain.people.queries import post_of_token
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.audit.models import AuditRow
from tests.city import SIBLING_COUNTY, TEST, City

DAY = timedelta(days=1)
Cast = dict[str, Player]


def issued(player: Player) -> AccessToken:
    return issue_token(
        actor=TEST, post_id=player.post.pk, name="12345热线", ends_at=clock.now() + DAY, scopes=["report"]
    )


def accepted(player: Player) -> tuple[AccessToken, str]:
    found = accept_token(actor=player.viewer, token_id=issued(player).pk)
    return found.token, found.secret


def test_a_token_acts_as_its_post_until_it_ends(cast: Cast) -> None:
    _token, secret = accepted(cast["intake_officer"])
    found = post_of_token(secret)
    assert found is not None
    assert found.post == cast["intake_officer"].post
    assert found.scopes == ["report"]
    with clock.turned(shift=DAY):
        assert post_of_token(secret) is None


def test_a_token_that_an_administrator_knows_from_before_works_no_more_until_accepted(cast: Cast) -> None:
    token, secret = accepted(cast["intake_officer"])
    AccessToken.objects.update(accepted_at=None)
    assert post_of_token(secret) is None
    again = accept_token(actor=cast["intake_officer"].viewer, token_id=token.pk)
    assert post_of_token(secret) is None
    assert post_of_token(again.secret) == token


def test_a_revoked_token_is_unknown_and_is_revoked_once(cast: Cast) -> None:
    token, secret = accepted(cast["intake_officer"])
    revoke_token(actor=TEST, token_id=token.pk)
    revoke_token(actor=TEST, token_id=token.pk)
    assert post_of_token(secret) is None
    assert AuditRow.objects.filter(act="token.revoke").count() == 1


def test_who_administers_issues_and_ends_tokens_in_their_own_territory_and_nobody_else_does(
    city: City, cast: Cast
) -> None:
    office = city.unit(f"peace_office-{SIBLING_COUNTY}")
    user = create_user(actor=TEST, username="county-admin", display_name="某人")
    post = NewPost(
        user_id=user.pk, unit_id=office.pk, role="administrator", name="某人", paths=[SIBLING_COUNTY]
    )
    there = Player("county", user, (appoint(actor=TEST, new=post),)).viewer
    post_id, until = cast["intake_officer"].post.pk, clock.now() + DAY
    token = issue_token(actor=cast["administrator"].viewer, post_id=post_id, name="x", ends_at=until)
    for viewer in (there, cast["auditor"].viewer, cast["centre_director"].viewer):
        with pytest.raises(PermissionDenied):
            issue_token(actor=viewer, post_id=post_id, name="x", ends_at=until)
        with pytest.raises(PermissionDenied):
            revoke_token(actor=viewer, token_id=token.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "sl_", "sl_guess", "\x00", "长" * 1000])
def test_a_guess_is_no_token(secret: str) -> None:
    assert post_of_token(secret) is None


def test_nobody_acts_as_a_post_that_is_not_held(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        issued(cast["former_intake_officer"])


@pytest.mark.parametrize(("name", "shift", "field"), [(" ", DAY, "name"), ("x", -DAY, "ends_at")])
def test_a_token_needs_a_name_and_an_end_to_come(cast: Cast, name: str, shift: timedelta, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        issue_token(
            actor=TEST, post_id=cast["intake_officer"].post.pk, name=name, ends_at=clock.now() + shift
        )
    assert list(refused.value.message_dict) == [field]
