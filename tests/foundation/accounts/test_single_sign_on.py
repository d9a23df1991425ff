"""The city's single sign-on, by a provider that speaks HTTP: a claim lets staff in, what is broken is a page."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.actions.reset_second_factor import reset_second_factor
from sanling.foundation.accounts.single_sign_on import CityProvider
from sanling.foundation.audit.actor import SystemActor

pytestmark = pytest.mark.django_db
CALLBACK = "/accounts/oidc/city/login/callback/"


class Provider(ThreadingHTTPServer):
    """A provider that answers each address with what the test says, as JSON unless it is bytes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server_port}"
        ends = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "userinfo_endpoint": "/userinfo",
        }
        self.answers: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": self.url,
                "jwks_uri": f"{self.url}/keys",
                **{end: self.url + path for end, path in ends.items()},
            },
            "/token": {"access_token": "t", "token_type": "Bearer", "expires_in": 60},
            "/userinfo": {"sub": "1", "preferred_username": "wangmin"},
        }
        self.asked: list[tuple[str, dict[str, list[str]]]] = []


class Answering(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.server.asked.append((self.path, parse_qs(self.rfile.read(length).decode())))
        said = self.server.answers.get(self.path, 404)
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        self.send_response(said if isinstance(said, int) else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 -- the name that the server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Provider]:
    made = Provider()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    app = {
        "provider_id": "city",
        "name": "City",
        "client_id": "sanling",
        "secret": "s3cret",
        "settings": {
            "server_url": made.url,
            "oauth_pkce_enabled": True,
            "scope": ["openid", "profile", "phone"],
        },
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.OIDC_CLAIM = "preferred_username"
    monkeypatch.setitem(registry.provider_map, CityProvider.id, CityProvider)
    create_user(actor=SystemActor("test"), username="wangmin", display_name="王敏", phone="13812340013")
    yield made
    made.shutdown()
    made.server_close()


def led_away(client: Client) -> str:
    """Return the state that the browser is led to the provider with."""
    led = client.post("/accounts/oidc/city/login/")
    assert led.status_code == 302
    return parse_qs(urlsplit(led["Location"]).query)["state"][0]


def is_in(client: Client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def test_somebody_who_is_known_there_and_here_is_let_in(client: Client, provider: Provider) -> None:
    led = client.post("/accounts/oidc/city/login/")
    asked = parse_qs(urlsplit(led["Location"]).query)
    assert asked["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "phone"}
    assert asked["code_challenge_method"] == ["S256"]
    answer = client.get(CALLBACK, {"code": "c", "state": asked["state"][0]})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/start/")
    assert is_in(client)
    (sent,) = [body for path, body in provider.asked if path == "/token"]
    assert (sent["code"], sent["client_id"], bool(sent["code_verifier"])) == (["c"], ["sanling"], True)


@pytest.mark.parametrize("claims", [{"sub": "2", "preferred_username": "nobody"}, {"sub": "2"}])
def test_somebody_who_is_not_known_here_is_told_so_and_gets_no_account(
    client: Client, provider: Provider, claims: dict[str, str]
) -> None:
    provider.answers["/userinfo"] = claims
    answer = client.get(CALLBACK, {"code": "c", "state": led_away(client)}, follow=True)
    assert answer.status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("subject", [True, False, None, "", "  ", 1.5, [], {}, "x" * 300], ids=ascii)
def test_an_answer_that_names_no_subject_lets_nobody_in(
    client: Client, provider: Provider, subject: object
) -> None:
    provider.answers["/userinfo"] = {"sub": subject, "preferred_username": "wangmin"}
    answer = client.get(CALLBACK, {"code": "c", "state": led_away(client)})
    assert answer.status_code == 401
    assert not is_in(client)


def id_token(provider: Provider, **changed: object) -> dict[str, str]:
    now = int(clock.now().timestamp())
    said = {"iss": provider.url, "aud": "sanling", "iat": now, "exp": now + 60, "sub": "1", **changed}
    return {"access_token": "t", "token_type": "Bearer", "id_token": jwt.encode(said, "k" * 32)}


@pytest.mark.parametrize(
    ("changed", "comes_in"),
    [
        ({}, True),
        ({"aud": "other"}, False),
        ({"iss": "https://sso.invalid"}, False),
        ({"exp": 1}, False),
        ({"sub": "2"}, False),
    ],
    ids=str,
)
def test_a_token_for_others_over_or_of_somebody_else_than_userinfo_lets_nobody_in(
    client: Client, provider: Provider, changed: dict[str, object], comes_in: bool
) -> None:
    state = led_away(client)
    provider.answers["/token"] = id_token(provider, **changed)
    answer = client.get(CALLBACK, {"code": "c", "state": state})
    assert (answer.status_code, is_in(client)) == ((302, True) if comes_in else (401, False))


def test_whoever_bears_the_name_of_somebody_tied_already_is_not_that_person(provider: Provider) -> None:
    first, other = Client(), Client()
    first.get(CALLBACK, {"code": "c", "state": led_away(first)})
    provider.answers["/userinfo"] = {"sub": "2", "preferred_username": "ＷangMin"}
    other.get(CALLBACK, {"code": "c", "state": led_away(other)})
    assert (is_in(first), is_in(other)) == (True, False)
    assert list(SocialAccount.objects.values_list("uid", flat=True)) == ["1"]


def test_who_was_made_anew_there_comes_in_again_once_the_account_is_untied(provider: Provider) -> None:
    first, anew = Client(), Client()
    first.get(CALLBACK, {"code": "c", "state": led_away(first)})
    reset_second_factor(actor=SystemActor("test"), username="wangmin")
    provider.answers["/userinfo"]["sub"] = "2"
    anew.get(CALLBACK, {"code": "c", "state": led_away(anew)})
    assert is_in(anew)


@pytest.mark.parametrize(
    "said", [True, "true", "True", 1, False, "False", "0", 0, "no", "", None, {}], ids=ascii
)
def test_only_a_phone_that_it_says_was_proved_names_an_account(
    client: Client, provider: Provider, settings: Any, said: object
) -> None:
    settings.OIDC_CLAIM = "phone_number"
    provider.answers["/userinfo"] = {"sub": "1", "phone_number": "13812340013", "phone_number_verified": said}
    client.get(CALLBACK, {"code": "c", "state": led_away(client)})
    assert is_in(client) == (str(said).lower() in {"true", "1"})


CONFIGURATION = "/.well-known/openid-configuration"
BROKEN = [500, 404, b"", b"<html>", b"[]", [], {}, "x", None]


@pytest.mark.parametrize(
    "said", [*BROKEN, {"authorization_endpoint": 5}, {"authorization_endpoint": None}], ids=ascii
)
def test_a_provider_that_is_broken_when_somebody_leaves_for_it_is_a_page(
    client: Client, provider: Provider, said: object
) -> None:
    client.raise_request_exception = False
    provider.answers[CONFIGURATION] = said
    answer = client.post("/accounts/oidc/city/login/")
    assert answer.status_code == 401
    assert "其他登录方式" in answer.content.decode()


@pytest.mark.parametrize("path", [CONFIGURATION, "/token", "/userinfo"])
@pytest.mark.parametrize("said", BROKEN, ids=ascii)
def test_a_provider_that_breaks_while_somebody_is_there_is_a_page(
    client: Client, provider: Provider, path: str, said: object
) -> None:
    client.raise_request_exception = False
    state = led_away(client)
    provider.answers[path] = said
    answer = client.get(CALLBACK, {"code": "c", "state": state})
    assert answer.status_code == 401
    assert not is_in(client)


def test_a_provider_that_is_away_is_a_page_and_a_line_of_the_log(
    client: Client, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    state = led_away(client)
    provider.shutdown()
    provider.server_close()
    for answer in (
        client.post("/accounts/oidc/city/login/"),
        client.get(CALLBACK, {"code": "c", "state": state}),
    ):
        assert answer.status_code == 401
        assert "统一身份认证未成功" in answer.content.decode()
    assert not is_in(client)
    lines = [record for record in caplog.records if record.name == "sanling.foundation.accounts.adapter"]
    assert [(record.levelname, record.exc_info) for record in lines] == [("WARNING", None)] * 2


@pytest.mark.parametrize(
    ("token", "query"),
    [
        ({"access_token": "t", "expires_in": "soon"}, {}),
        ({"access_token": ["t"]}, {}),
        ({"access_token": "t", "id_token": "no.token.at-all"}, {}),
        ({"access_token": "t", "id_token": 5}, {}),
        (None, {"error": "access_denied"}),
        (None, {"error": "\x00"}),
        (None, {"state": "made up"}),
        (None, {"code": ""}),
    ],
    ids=ascii,
)  # fmt: skip
def test_an_odd_return_is_a_page(
    client: Client, provider: Provider, token: object, query: dict[str, str]
) -> None:
    client.raise_request_exception = False
    state = led_away(client)
    if token is not None:
        provider.answers["/token"] = token
    answer = client.get(CALLBACK, {"code": "c", "state": state, **query}, follow=True)
    assert answer.status_code in {200, 401}
