"""Staff at their desks: browsers signed in as members of the cast."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sanling.domain.people.cast import Player

SignIn = Callable[[str], Client]


@pytest.fixture
def desk(cast: dict[str, Player], workflows: None) -> SignIn:
    """Return a browser in which a member of the cast works: `desk("intake_officer")`."""

    def sign_in(key: str) -> Client:
        client = Client()
        client.force_login(cast[key].user)
        return client

    return sign_in


@pytest.fixture
def about(desk: SignIn) -> str:
    """Return what the form for a new matter calls the first category of disputes."""
    groups = dict(desk("intake_officer").get("/desk/new/").context["form"].fields["about"].choices)
    return str(groups["矛盾纠纷"][0][0])


@pytest.fixture(autouse=True)
def plain_http(settings: Any) -> None:
    """Let the tests' browsers go without TLS, which in production is nginx's."""
    settings.SECURE_SSL_REDIRECT = False
