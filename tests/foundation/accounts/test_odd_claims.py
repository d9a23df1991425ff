"""What the city's single sign-on says of somebody may be odd: no page fails, nobody is another."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.single_sign_on import CityProvider
from sanling.foundation.audit.actor import SystemActor

pytestmark = pytest.mark.django_db
SITE = "https://sso.invalid"
APP = {"provider_id": "city", "name": "City", "client_id": "c", "settings": {"server_url": SITE}}
GOOD = {"sub": "1", "preferred_username": "wangmin"}


@pytest.fixture(autouse=True)
def _an_account(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}
    settings.OIDC_CLAIM = "preferred_username"
    monkeypatch.setitem(registry.provider_map, CityProvider.id, CityProvider)
    ends = {"authorization_endpoint": f"{SITE}/a", "token_endpoint": f"{SITE}/t"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", ends)
    monkeypatch.setattr(
        OpenIDConnectOAuth2Adapter, "get_access_token_data", lambda *_a, **_b: {"access_token": "t"}
    )
    create_user(actor=SystemActor("test"), username="wangmin", display_name="王敏", phone="13812340013")


def signs_in(client: Client, monkeypatch: pytest.MonkeyPatch, said: object) -> bool:
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda *_a: said)
    led = client.post("/accounts/oidc/city/login/")
    state = parse_qs(urlsplit(led["Location"]).query)["state"][0]
    answer = client.get("/accounts/oidc/city/login/callback/", {"code": "c", "state": state})
    assert answer.status_code in {200, 302, 401}
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


@pytest.mark.parametrize(
    "odd",
    [
        {}, {"sub": 7}, {"name": "王\x00"}, {"name": "\ud800"}, {"name": "x" * 10_000}, {"name": ["王敏"]},
        {"name": {"a": 1}}, {"email": 5}, {"email": "a\x00@b.cn"}, {"email": ["a"]}, {"\x00": 1}, {"age": float("nan")},
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_odd_beside_the_name_keeps_nobody_out(
    client: Client, monkeypatch: pytest.MonkeyPatch, odd: dict[str, object]
) -> None:
    assert signs_in(client, monkeypatch, {**GOOD, **odd})


@pytest.mark.parametrize(
    "said",
    [
        {}, [], None, "x", 5, [GOOD], {"preferred_username": "wangmin"},
        {**GOOD, "sub": "a\x00b"}, {**GOOD, "sub": "\ud800"}, {**GOOD, "sub": "x" * 10_000}, {**GOOD, "sub": ""},
        {**GOOD, "sub": None}, {**GOOD, "sub": ["1"]}, {**GOOD, "sub": {}},
        {**GOOD, "preferred_username": "wangmin\x00"}, {**GOOD, "preferred_username": "\ud800"},
        {**GOOD, "preferred_username": ["wangmin"]}, {**GOOD, "preferred_username": 5},
        {**GOOD, "preferred_username": ""},
    ],
    ids=lambda said: ascii(said)[:60],
)  # fmt: skip
def test_an_answer_that_names_nobody_signs_nobody_in_and_fails_no_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, said: object
) -> None:
    assert not signs_in(client, monkeypatch, said)
