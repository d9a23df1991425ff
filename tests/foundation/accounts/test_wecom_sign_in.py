"""Sign-in by WeCom, against a server that checks the secret and names a member once a code: who is joined comes in."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache
from django.http import HttpRequest
from django.test import Client
from pytest_django import Settings

from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.actions.join_wecom import join_wecom
from sanling.foundation.accounts.checks import check_sign_in
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.interfaces.console.sign_in import wecom_sign_in
from tests.outside import Server

pytestmark = pytest.mark.django_db
LOGIN, CALLBACK = "/accounts/wecom/login/", "/accounts/wecom/login/callback/"
TEST = SystemActor("test")


@pytest.fixture
def wecom(settings: Settings) -> Iterator[Server]:
    cache.clear()
    settings.DEMO, settings.WECOM_SIGN_IN = False, True
    settings.WECOM_CORP_ID, settings.WECOM_AGENT_ID, settings.WECOM_SECRET = "corp", "1000002", "s3cret"
    with Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        settings.WECOM_URL = made.url
        yield made
        made.shutdown()


@pytest.fixture
def wangmin(wecom: Server) -> User:
    user = create_user(actor=TEST, username="wangmin", display_name="王敏")
    return join_wecom(actor=TEST, user_id=user.pk, wecom_id="wangmin01")


def led_away(client: Client, **headers: str) -> dict[str, list[str]]:
    """Return what the browser is led to WeCom with."""
    led = client.post(LOGIN, headers=headers)
    assert led.status_code == 302
    parts = urlsplit(led["Location"])
    return {"to": [f"{parts.scheme}://{parts.netloc}{parts.path}", parts.fragment], **parse_qs(parts.query)}


def came_back(client: Client, wecom: Server, named: object = None, code: str = "c1") -> int:
    """Let WeCom name somebody and send the browser back; return the status of the answer."""
    asked = led_away(client)
    wecom.signing_in[code] = {"userid": "WangMin01"} if named is None else named  # type: ignore[assignment]
    return client.get(CALLBACK, {"code": code, "state": asked["state"][0]}).status_code


def is_in(client: Client) -> bool:
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def test_a_member_who_is_joined_comes_in_in_whatever_case_wecom_writes_them(
    client: Client, wecom: Server, wangmin: User
) -> None:
    assert LOGIN in client.get("/accounts/login/").content.decode()
    asked = led_away(client)
    assert asked["to"] == ["https://login.work.weixin.qq.com/wwlogin/sso/login", ""]
    assert asked["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert (asked["appid"], asked["agentid"], asked["login_type"]) == (["corp"], ["1000002"], ["CorpApp"])
    assert "s3cret" not in str(asked)
    wecom.signing_in["c1"] = {"userid": "WangMin01"}
    answer = client.get(CALLBACK, {"code": "c1", "state": asked["state"][0]})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/start/")
    assert is_in(client)
    assert AuditRow.objects.filter(act="account.sign_in", subject=wangmin.key).count() == 1


def test_inside_wecom_nothing_is_to_be_scanned(client: Client, wecom: Server, wangmin: User) -> None:
    asked = led_away(client, user_agent="Mozilla/5.0 wxwork/4.1 MicroMessenger/7.0")
    assert asked["to"] == ["https://open.weixin.qq.com/connect/oauth2/authorize", "wechat_redirect"]
    assert (asked["response_type"], asked["scope"]) == (["code"], ["snsapi_base"])


def test_an_answer_that_this_browser_did_not_ask_for_lets_nobody_in(
    client: Client, wecom: Server, wangmin: User
) -> None:
    state = led_away(Client())["state"][0]
    wecom.signing_in["c1"] = {"userid": "wangmin01"}
    assert client.get(CALLBACK, {"code": "c1", "state": state}).status_code == 401
    led_away(client)
    for query in ({}, {"code": "c1"}, {"code": "c1", "state": state}, {"code": "c1", "state": "\x00"}):
        assert client.get(CALLBACK, query).status_code == 401
    assert not is_in(client)
    assert wecom.signing_in


def test_an_answer_counts_once_and_soon(client: Client, wecom: Server, wangmin: User) -> None:
    state = led_away(client)["state"][0]
    wecom.signing_in |= {"c1": {"userid": "wangmin01"}, "c2": {"userid": "wangmin01"}}
    with clock.turned(shift=timedelta(minutes=11)):
        assert client.get(CALLBACK, {"code": "c1", "state": state}).status_code == 401
    state = led_away(client)["state"][0]
    assert client.get(CALLBACK, {"code": "c1", "state": state}).status_code == 302
    other = Client()
    assert other.get(CALLBACK, {"code": "c2", "state": state}).status_code == 401


@pytest.mark.parametrize("named", [{"userid": "somebody"}, {"openid": "o1"}, {"userid": ""}, {"userid": 5}])
def test_whoever_is_joined_to_no_account_is_told_so_and_gets_none(
    client: Client, wecom: Server, wangmin: User, named: object
) -> None:
    assert came_back(client, wecom, named) == 401
    assert not is_in(client)
    assert User.objects.count() == 1


def test_an_account_that_was_ended_is_told_so(client: Client, wecom: Server, wangmin: User) -> None:
    User.objects.filter(pk=wangmin.pk).update(is_active=False)
    assert came_back(client, wecom) == 302
    assert not is_in(client)


def test_wecom_that_is_away_or_refuses_is_a_page_that_offers_other_ways(
    client: Client, wecom: Server, wangmin: User, caplog: pytest.LogCaptureFixture
) -> None:
    state = led_away(client)["state"][0]
    page = client.get(CALLBACK, {"code": "made-up", "state": state})
    assert page.status_code == 401
    assert "其他登录方式" in page.content.decode()
    wecom.application = {"corpid": ["corp"], "corpsecret": ["another"]}
    cache.clear()
    assert came_back(client, wecom) == 401
    wecom.status = 500
    assert came_back(client, wecom) == 401
    wecom.shutdown()
    wecom.server_close()
    state = led_away(client)["state"][0]
    assert client.get(CALLBACK, {"code": "c1", "state": state}).status_code == 401
    assert not is_in(client)
    assert "40029" in caplog.text
    assert "40001" in caplog.text
    assert "s3cret" not in caplog.text


def test_what_is_not_switched_on_is_neither_offered_nor_there(client: Client, settings: Settings) -> None:
    settings.WECOM_SIGN_IN = False
    assert LOGIN not in client.get("/accounts/login/").content.decode()
    assert client.post(LOGIN).status_code == 404
    assert client.get(CALLBACK).status_code == 404


def test_who_is_joined_to_another_member_is_out_everywhere(
    client: Client, wecom: Server, wangmin: User
) -> None:
    assert came_back(client, wecom) == 302
    assert is_in(client)
    join_wecom(actor=TEST, user_id=wangmin.pk, wecom_id="wangmin02")
    assert not is_in(client)
    assert came_back(client, wecom) == 401


def test_half_set_is_an_error_with_its_fix(wecom: Server, settings: Settings) -> None:
    settings.OIDC_URL = settings.SMS_URL = ""
    assert [found.id for found in check_sign_in()] == ["accounts.W003"]
    settings.WECOM_URL, settings.WECOM_SECRET = "https://qyapi.weixin.qq.com", ""
    assert [(found.id, "SANLING_WECOM_SECRET" in str(found.hint)) for found in check_sign_in()] == [
        ("accounts.E002", True)
    ]


def test_doctor_asks_wecom_itself(wecom: Server) -> None:
    (found,) = wecom_sign_in()
    assert found.text == "WeCom takes our application, but no account is joined to a member"
    user = create_user(actor=TEST, username="wangmin", display_name="王敏")
    join_wecom(actor=TEST, user_id=user.pk, wecom_id="wangmin01")
    (found,) = wecom_sign_in()
    assert found.text == "WeCom takes our application; 1 accounts are joined"
    wecom.application = {}
    (found,) = wecom_sign_in()
    assert "40001" in found.text
    assert "s3cret" not in found.text
