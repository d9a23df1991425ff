"""Every channel hands a message over, or says why not, without what must not be told; a real server answers each."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings

from sanling.env import ConfigurationError, MailServer, env_mail_server
from sanling.foundation.delivery.channels.base import NAMES, Message, NotSent
from sanling.foundation.delivery.channels.every import CHANNELS
from sanling.foundation.delivery.checks import check_channels
from tests.outside import MailServer as Postbox
from tests.outside import Server

pytestmark = pytest.mark.django_db
PHONE = "+8613812340013"
KEY = base64.b64encode(b"k" * 32).decode()
ADDRESSES = {"phone": PHONE, "username": "wangmin", "email": "wang@city.test"}


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    cache.clear()
    settings.DEMO = False
    settings.SMS_URL = f"{made.url}/s3cret"
    settings.NOTICE_URL, settings.NOTICE_SECRET = f"{made.url}/hub", f"whsec_{KEY}"
    settings.WECOM_URL = made.url
    settings.WECOM_CORP_ID, settings.WECOM_AGENT_ID, settings.WECOM_SECRET = "corp", "1000002", "s3cret"
    settings.MAIL_PASSWORD, settings.MAIL_FROM = "", "notices@city.test"
    with Postbox() as postbox, made:
        threading.Thread(target=postbox.serve_forever, daemon=True).start()
        made.postbox = postbox
        settings.MAIL_SERVER = MailServer("127.0.0.1", postbox.port, "", over_tls=False, starts_tls=False)
        yield made
        postbox.shutdown()
        made.shutdown()


def last_text(server: Server, channel: str) -> str:
    """Return all that the last message said, in one text."""
    if channel != "email":
        return json.dumps(json.loads(server.asked[-1][3]), ensure_ascii=False)
    mail = message_from_bytes(server.postbox.mails[-1], policy=policy.default)
    return f"{mail['subject']}\n{mail.get_content()}"


def send(channel: str) -> None:
    address = ADDRESSES[CHANNELS[channel].addressed]
    CHANNELS[channel].send(
        Message(key="e1-2", address=address, text="ZZ-1 已分派给您。", link="https://a.test/desk/")
    )


def test_a_profile_may_name_every_channel() -> None:
    assert tuple(CHANNELS) == NAMES


EVERY = pytest.mark.parametrize("channel", sorted(CHANNELS))


@EVERY
def test_a_message_is_handed_over_with_its_text_and_link(server: Server, channel: str) -> None:
    assert CHANNELS[channel].is_set_up()
    send(channel)
    told = last_text(server, channel)
    assert "ZZ-1 已分派给您。" in told
    assert "https://a.test/desk/" in told


@EVERY
@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_server_that_fails_is_named_without_secrets_and_tried_again(
    server: Server, channel: str, status: int
) -> None:
    server.status, server.postbox.mail = status, status + 150
    with pytest.raises(NotSent) as failed:
        send(channel)
    assert not failed.value.lasting
    assert "127.0.0.1" in str(failed.value)
    assert not [word for word in ("s3cret", KEY, PHONE, "t1", "wang@") if word in str(failed.value)]
    assert "/elsewhere" not in [path for path, *_more in server.asked]


@EVERY
def test_a_channel_without_settings_is_not_set_up(settings: Settings, channel: str) -> None:
    settings.SMS_URL = settings.NOTICE_URL = settings.WECOM_SECRET = settings.MAIL_FROM = ""
    assert not CHANNELS[channel].is_set_up()


def test_the_hub_can_check_the_signature(server: Server) -> None:
    send("webhook")
    _path, _query, headers, body = server.asked[-1]
    named = {name.lower(): value for name, value in headers.items()}
    signed = f"{named['webhook-id']}.{named['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(b"k" * 32, signed, hashlib.sha256).digest()).decode()
    assert named["webhook-signature"] == f"v1,{right}"


@pytest.mark.parametrize(("code", "lasting"), [(450, False), (550, True)])
def test_a_recipient_that_a_server_of_mails_refuses_is_not_named(
    server: Server, code: int, lasting: bool
) -> None:
    server.postbox.recipient = code
    with pytest.raises(NotSent) as failed:
        send("email")
    assert failed.value.lasting is lasting
    assert str(failed.value) == f"127.0.0.1 refused the recipient ({code})."


def test_a_mail_server_that_is_away_is_told_within_seconds(server: Server, settings: Settings) -> None:
    settings.MAIL_SERVER = MailServer("127.0.0.1", 1, "", over_tls=False, starts_tls=False)
    with pytest.raises(NotSent, match=r"did not take the mail \(ConnectionRefusedError\)"):
        send("email")


@pytest.mark.parametrize(
    ("said", "server"),
    [
        ("", None),
        ("smtps://us%40er@mail.test", MailServer("mail.test", 465, "us@er", over_tls=True, starts_tls=False)),
        ("smtp+starttls://mail.test:25", MailServer("mail.test", 25, "", over_tls=False, starts_tls=True)),
        ("smtp://10.0.0.1", MailServer("10.0.0.1", 25, "", over_tls=False, starts_tls=False)),
    ],
)
def test_a_server_of_mails_is_said_in_one_address(
    monkeypatch: pytest.MonkeyPatch, said: str, server: MailServer | None
) -> None:
    monkeypatch.setenv("A_SERVER", said)
    assert env_mail_server("A_SERVER") == server


@pytest.mark.parametrize("said", ["mail.test", "smtp://", "smtp://u:s3cret@mail.test", "smtp://mail.test:x"])
def test_what_is_no_server_of_mails_stops_the_start_and_prints_no_password(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv("A_SERVER", said)
    with pytest.raises(ConfigurationError, match="Fix: ") as failed:
        env_mail_server("A_SERVER")
    assert "s3cret" not in str(failed.value)


def asked_for(server: Server, path: str) -> int:
    return sum(found.endswith(path) for found, *_more in server.asked)


def test_a_token_of_wecom_is_kept_and_renewed_once_when_it_is_over(server: Server) -> None:
    send("wecom")
    send("wecom")
    assert (asked_for(server, "/gettoken"), asked_for(server, "/getuserid")) == (1, 1)
    server.good_token = "t2"
    send("wecom")
    assert asked_for(server, "/gettoken") == 2
    assert json.loads(server.asked[-1][3])["touser"] == "WangMin"


@pytest.mark.parametrize(
    ("answer", "lasting"),
    [
        ({"errcode": 81013, "errmsg": "user not in scope"}, True),
        ({"errcode": 0, "invaliduser": "WangMin"}, True),
        ({"errcode": 45009, "errmsg": "api freq out of limit"}, False),
        ({"errcode": -1}, False),
        ({"errcode": "x"}, False),
    ],
)
def test_what_wecom_refuses_is_told_with_its_number_and_tried_again_where_that_helps(
    server: Server, answer: dict[str, Any], lasting: bool
) -> None:
    server.send = answer
    with pytest.raises(NotSent) as failed:
        send("wecom")
    assert failed.value.lasting is lasting


def test_what_is_half_set_is_told_in_a_line_with_its_fix(settings: Settings) -> None:
    assert not check_channels()
    settings.WECOM_CORP_ID, settings.NOTICE_URL, settings.NOTICE_SECRET = "corp", "https://hub.test", "x"
    assert [message.id for message in check_channels()] == ["delivery.E001", "delivery.E003"]
    settings.WECOM_AGENT_ID = settings.WECOM_SECRET = "x"
    assert [message.id for message in check_channels()] == ["delivery.E002", "delivery.E003"]
    settings.MAIL_FROM = "notices@city.test"
    assert "delivery.E005" in {message.id for message in check_channels()}
    settings.MAIL_FROM, settings.MAIL_SERVER = (
        "notices",
        MailServer("a", 1, "", over_tls=True, starts_tls=False),
    )
    assert "delivery.E004" in {message.id for message in check_channels()}
    assert all(message.hint for message in check_channels())
