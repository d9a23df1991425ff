"""The cast for the tests: one person a role in the test city, and siblings who must not see what these see."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from sanling.domain.people.cast import Player, load_cast, players
from sanling.domain.people.config import role_rules
from sanling.foundation.profile.registry import profile_by_code
from tests.city import BEGAN, CITY, TEST, City
from tests.worlds import lays

SECRET = "JBSWY3DPEHPK3PXP"


@lays
def laid_cast() -> None:
    """Employ the cast; give those whose posts need a second factor at sign-in one, as in a real installation."""
    for player in load_cast(actor=TEST, profile=profile_by_code("zhengzhou"), begins_at=BEGAN).values():
        if any(role_rules(CITY, post.role).second_factor for post in player.posts):
            TOTP.activate(player.user, SECRET)


@pytest.fixture
def cast(city: City, laid_cast: None) -> dict[str, Player]:
    """Return the cast by key: `cast["mediator"].viewer`, `.post`, `.posts`, `.user`."""
    return players(city.profile)
