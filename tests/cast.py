"""The cast for the tests: one person a role in the test city, and siblings who must not see what these see."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from sanling.domain.people.cast import Player, load_cast
from sanling.domain.people.config import role_rules
from tests.city import BEGAN, CITY, TEST, City

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def cast(city: City) -> dict[str, Player]:
    """Return the cast by key: `cast["mediator"].viewer`, `.post`, `.posts`, `.user`.

    Those whose posts need a second factor at sign-in have one, as in a real installation.
    """
    players = load_cast(actor=TEST, profile=city.profile, begins_at=BEGAN)
    for player in players.values():
        if any(role_rules(CITY, post.role).second_factor for post in player.posts):
            TOTP.activate(player.user, SECRET)
    return players
