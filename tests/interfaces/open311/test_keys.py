"""A key opens what a token does: nothing while its holder has yet to set up a second factor."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from sanling.domain.people.cast import Player, working_token
from sanling.foundation import clock
from tests.city import TEST, City
from tests.interfaces.open311.test_open311 import a_code, errors, sent


@pytest.fixture
def geo(city: City, workflows: None) -> Client:
    """Return an app."""
    return Client()


def test_a_key_of_who_has_yet_to_set_up_a_second_factor_opens_nothing(
    geo: Client, cast: dict[str, Player], settings: Any
) -> None:
    settings.DEMO = False
    code, post = a_code(geo, "consultation"), cast["administrator"].post
    until = clock.now() + timedelta(days=1)
    key = working_token(actor=TEST, post=post, name="app", ends_at=until, scopes=["public"]).secret
    assert sent(geo, service_code=code, api_key=key).status_code == 201
    Authenticator.objects.filter(user=post.user).delete()
    assert "api_key" in errors(sent(geo, service_code=code, api_key=key), 403)
