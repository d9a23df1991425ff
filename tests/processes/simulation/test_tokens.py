"""Where whoever asks may be everybody, a token is issued and accepted in one go, for a post that is held."""

from datetime import timedelta

import pytest

from sanling.domain.people.queries import post_of_token
from sanling.foundation import clock
from sanling.processes.simulation.cast import Player
from sanling.processes.simulation.tokens import working_token
from tests.city import TEST


def test_it_works_at_once_with_the_scopes_that_were_asked_for(cast: dict[str, Player]) -> None:
    post, until = cast["mediator"].post, clock.now() + timedelta(days=1)
    made = working_token(actor=TEST, post=post, name="bench", ends_at=until, scopes=["read"])
    found = post_of_token(made.secret)
    assert found
    assert (found.post_id, found.name, found.scopes, found.ends_at) == (post.pk, "bench", ["read"], until)


def test_a_post_that_nobody_holds_has_none(cast: dict[str, Player]) -> None:
    post = cast["former_intake_officer"].post
    with pytest.raises(LookupError, match="Nobody holds"):
        working_token(actor=TEST, post=post, name="bench", ends_at=clock.now() + timedelta(days=1))
