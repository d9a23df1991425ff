"""A code by text message proves a phone, once, within few tries and little time."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from sanling.foundation.clock import turned
from sanling.foundation.delivery.limits import Over
from sanling.foundation.delivery.models import PhoneCode
from sanling.foundation.delivery.sms import (
    SendFailed,
    Sent,
    demo_code,
    purge_codes,
    send_code,
    verify,
)

pytestmark = pytest.mark.django_db
PHONE = "138 1234 5678"
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demo(settings: Settings) -> None:
    settings.DEMO = True
    settings.SMS_URL = ""


@pytest.fixture
def sender(settings: Settings) -> Iterator[list[Any]]:
    """Run a sender of messages and hand out what it got."""
    got: list[Any] = []

    class Sender(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(503 if got[-1]["phone"].endswith("0000") else 200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Sender)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.DEMO = False
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/sms"
    yield got
    server.shutdown()
    server.server_close()


def shown() -> str:
    code = demo_code(PHONE)
    assert code is not None
    return code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_code_proves_its_phone_once() -> None:
    assert send_code(PHONE) == Sent()
    code = shown()
    assert (len(code), code.isdigit()) == (6, True)
    assert not verify("139 1234 5678", code)
    assert not verify(PHONE, code, purpose="sign-in")
    assert verify("+8613812345678", f" {code} ")
    assert not verify(PHONE, code)


def test_five_wrong_tries_use_a_code_up() -> None:
    send_code(PHONE)
    code = shown()
    assert not any(verify(PHONE, wrong(code)) for _ in range(5))
    assert not verify(PHONE, code)


def test_four_wrong_tries_do_not() -> None:
    send_code(PHONE)
    code = shown()
    assert not any(verify(PHONE, wrong(code)) for _ in range(4))
    assert verify(PHONE, code)


def test_a_code_lasts_five_minutes_and_is_forgotten() -> None:
    with turned(NOON):
        send_code(PHONE)
        code = shown()
    with turned(NOON + timedelta(minutes=5)):
        assert demo_code(PHONE) is None
        assert not verify(PHONE, code)
        assert purge_codes() == 1


def test_a_new_code_replaces_the_one_before() -> None:
    with turned(NOON):
        send_code(PHONE)
    with turned(NOON + timedelta(minutes=1)):
        send_code(PHONE)
        assert PhoneCode.objects.count() == 1


def test_a_phone_gets_one_code_a_minute_and_five_at_once_in_an_hour() -> None:
    with turned(NOON):
        send_code(PHONE)
        assert send_code(PHONE) == Over(retry_after=timedelta(minutes=1))
    answers = []
    for minute in range(1, 8):
        with turned(NOON + timedelta(minutes=minute)):
            answers.append(send_code(PHONE))
    assert answers[:4] == [Sent()] * 4
    assert isinstance(answers[-1], Over)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError):
        send_code("12345")
    assert not verify("12345", "123456")


def test_the_sender_gets_the_code_and_the_database_never_does(sender: list[Any]) -> None:
    send_code(PHONE)
    assert (sender[0]["phone"], sender[0]["minutes"]) == ("+8613812345678", 5)
    row = PhoneCode.objects.get()
    assert row.shown is None
    assert sender[0]["code"].encode() not in bytes(row.code_digest)
    assert demo_code(PHONE) is None
    assert verify(PHONE, sender[0]["code"])


def test_a_sender_that_fails_is_told(sender: list[Any], settings: Settings) -> None:
    with pytest.raises(SendFailed):
        send_code("13900000000")
    settings.SMS_URL = ""
    with pytest.raises(SendFailed, match="SMS_URL"):
        send_code(PHONE)
    settings.SMS_URL = "file:///etc/passwd"
    with pytest.raises(SendFailed):
        send_code("13912345678")


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_verify_at_once_one_succeeds() -> None:
    send_code(PHONE)
    code = shown()

    def race() -> bool:
        try:
            return verify(PHONE, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = [future.result(20) for future in [pool.submit(race) for _ in range(8)]]
    assert answers.count(True) == 1
