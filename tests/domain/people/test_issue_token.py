"""Bearer tokens of other systems."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.people.actions.issue_token import IssuedToken, issue_token, revoke_token
from sanling.domain.people.queries import post_of_token
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.simulation.cast import Player
from tests.city import TEST

DAY = timedelta(days=1)


def issued(player: Player) -> IssuedToken:
    return issue_token(
        actor=TEST, post_id=player.post.pk, name="12345热线", ends_at=clock.now() + DAY, scopes=["report"]
    )


def test_a_token_acts_as_its_post_until_it_ends(cast: dict[str, Player]) -> None:
    token = issued(cast["intake_officer"])
    found = post_of_token(token.secret)
    assert found is not None
    assert found.post == cast["intake_officer"].post
    assert found.scopes == ["report"]
    with clock.turned(shift=DAY):
        assert post_of_token(token.secret) is None


def test_the_secret_is_kept_nowhere(cast: dict[str, Player]) -> None:
    token = issued(cast["intake_officer"])
    assert token.secret.encode() not in bytes(token.token.digest)
    row = AuditRow.objects.get(act="token.issue")
    assert token.secret not in str(row.detail)


def test_a_revoked_token_is_unknown_and_is_revoked_once(cast: dict[str, Player]) -> None:
    token = issued(cast["intake_officer"])
    revoke_token(actor=TEST, token_id=token.token.pk)
    revoke_token(actor=TEST, token_id=token.token.pk)
    assert post_of_token(token.secret) is None
    assert AuditRow.objects.filter(act="token.revoke").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "sl_", "sl_guess", "\x00", "长" * 1000])
def test_a_guess_is_no_token(secret: str) -> None:
    assert post_of_token(secret) is None


def test_nobody_acts_as_a_post_that_is_not_held(cast: dict[str, Player]) -> None:
    with pytest.raises(ValidationError):
        issued(cast["former_intake_officer"])


@pytest.mark.parametrize(("name", "shift", "field"), [(" ", DAY, "name"), ("x", -DAY, "ends_at")])
def test_a_token_needs_a_name_and_an_end_to_come(
    cast: dict[str, Player], name: str, shift: timedelta, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        issue_token(
            actor=TEST, post_id=cast["intake_officer"].post.pk, name=name, ends_at=clock.now() + shift
        )
    assert list(refused.value.message_dict) == [field]
