"""A password of TURN is what coturn computes of the same secret, for hours, and names nobody."""

import base64
import hashlib
import hmac
from uuid import uuid4

from pytest_django import Settings

from sanling.domain.mediation.relays import HOLDS, relays_for
from sanling.env import Calls
from sanling.foundation import clock


def test_without_servers_browsers_find_each_other_by_themselves() -> None:
    assert relays_for(uuid4()) == {"iceServers": [], "iceTransportPolicy": "all"}


def test_a_password_is_made_for_one_page_and_a_few_hours(settings: Settings) -> None:
    turn = ("turn:turn.example.cn:3478", "turns:turn.example.cn:443")
    settings.CALLS = Calls(("stun:turn.example.cn:3478",), turn, hide_addresses=True, secret="s3cret")
    key = uuid4()
    made = relays_for(key)
    stun, relay = made["iceServers"]
    assert (stun, made["iceTransportPolicy"]) == ({"urls": ["stun:turn.example.cn:3478"]}, "relay")
    until, _colon, page = relay["username"].partition(":")
    assert abs(int(until) - (clock.now() + HOLDS).timestamp()) < 5
    assert key.hex.startswith(page)
    # coturn, `use-auth-secret`: base64(hmac-sha1(secret, user)).
    expected = hmac.new(b"s3cret", relay["username"].encode(), hashlib.sha1).digest()
    assert relay["credential"] == base64.b64encode(expected).decode()
