"""A code by text message proves a phone, once, within few tries and little time; the worker sends it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from sanling.foundation.clock import turned
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.models import PhoneCode
from sanling.foundation.delivery.sms import SendFailed, current_code, over_rate, purge_codes, verify
from sanling.foundation.delivery.tasks import RETRIES, send_job, send_later
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
PHONE = "+8613812345678"
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def server(settings: Settings) -> Iterator[list[Any]]:
    """Run a gateway that fails for some numbers, and hand out what it got."""
    got: list[Any] = []

    class Server(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(503 if got[-1]["phone"].endswith("0000") else 200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    running = HTTPServer(("127.0.0.1", 0), Server)
    Thread(target=running.serve_forever, daemon=True).start()
    settings.DEMO = False
    settings.SMS_URL = f"http://127.0.0.1:{running.server_port}/sms"
    yield got
    running.shutdown()
    running.server_close()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def test_a_code_proves_its_phone_once() -> None:
    code = current_code(PHONE)
    assert (len(code), code.isdigit()) == (6, True)
    assert not verify("+8613912345678", code, claim="mine")
    assert verify(PHONE, f" {code} ", claim="mine")
    assert not verify(PHONE, code, claim="mine")


def test_five_wrong_tries_use_a_claim_up() -> None:
    code = current_code(PHONE)
    assert not any(verify(PHONE, wrong(code), claim="mine") for _ in range(5))
    assert not verify(PHONE, code, claim="mine")


def test_four_wrong_tries_do_not() -> None:
    code = current_code(PHONE)
    assert not any(verify(PHONE, wrong(code), claim="mine") for _ in range(4))
    assert verify(PHONE, code, claim="mine")


def test_the_wrong_tries_of_another_claim_cost_this_one_nothing() -> None:
    code = current_code(PHONE)
    for stranger in range(4):
        assert not any(verify(PHONE, wrong(code), claim=f"stranger {stranger}") for _ in range(6))
    assert verify(PHONE, code, claim="mine")


def test_a_code_lasts_five_minutes_and_is_forgotten() -> None:
    with turned(NOON):
        code = current_code(PHONE)
    with turned(NOON + timedelta(minutes=5)):
        assert not verify(PHONE, code, claim="mine")
        assert purge_codes() == 1


def test_whoever_asks_meanwhile_gets_the_same_code_and_five_minutes_more() -> None:
    with turned(NOON):
        code = current_code(PHONE)
    with turned(NOON + timedelta(minutes=4)):
        assert current_code(PHONE) == code
    with turned(NOON + timedelta(minutes=8)):
        assert verify(PHONE, code, claim="mine")


def test_a_code_that_is_over_is_replaced() -> None:
    codes = []
    for hour in range(3):
        with turned(NOON + timedelta(hours=hour)):
            codes.append(current_code(PHONE))
    assert len(set(codes)) > 1
    assert PhoneCode.objects.count() == 1


def test_a_phone_gets_one_message_a_minute_and_ten_at_once_in_an_hour() -> None:
    with turned(NOON):
        assert [over_rate(PHONE), over_rate(PHONE)] == [False, True]
    answers = []
    for minute in range(1, 16):
        with turned(NOON + timedelta(minutes=minute)):
            answers.append(over_rate(PHONE))
    assert answers[:10] == [False] * 10
    assert answers.count(True) > 2


def test_code_and_phone_stand_nowhere_in_the_clear(gateway: Gateway) -> None:
    send_later(sms.code_message(PHONE, current_code(PHONE)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args::text FROM procrastinate_jobs UNION ALL SELECT t::text FROM delivery_phonecode t"
        )
        stored = " ".join(row[0] for row in cursor.fetchall())
    (message,) = gateway.work()
    assert message == {"phone": PHONE, "code": current_code(PHONE), "minutes": 5}
    assert PHONE[3:] not in stored
    assert message["code"] not in stored
    assert message["code"].encode().hex() not in stored


def test_a_message_to_nobody_is_queued_and_not_sent(gateway: Gateway) -> None:
    send_later(None)
    assert ProcrastinateJob.objects.filter(queue_name=sms.QUEUE).count() == 1
    assert gateway.work() == []


def test_a_message_that_comes_too_late_is_not_sent(gateway: Gateway) -> None:
    with turned(NOON):
        send_later(sms.code_message(PHONE, "123456"))
    with turned(NOON + timedelta(minutes=6)):
        assert gateway.work() == []


def test_the_gateway_gets_what_it_needs_and_its_failure_is_raised(
    server: list[Any], settings: Settings
) -> None:
    sms.transmit(sms.code_message(PHONE, "123456"))
    assert server == [{"phone": PHONE, "code": "123456", "minutes": 5}]
    with pytest.raises(SendFailed):
        sms.transmit(sms.code_message("+8613900000000", "123456"))
    settings.SMS_URL = "file:///etc/passwd"
    with pytest.raises(SendFailed):
        sms.transmit(sms.code_message(PHONE, "123456"))
    settings.SMS_URL = ""
    with pytest.raises(SendFailed, match="SMS_URL"):
        sms.transmit(sms.code_message(PHONE, "123456"))


def test_a_failure_is_tried_twice_again_within_the_life_of_a_code() -> None:
    assert (RETRIES.max_attempts, RETRIES.wait) == (3, 20)
    assert send_job.retry_strategy is RETRIES


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_verify_at_once_one_succeeds() -> None:
    code = current_code(PHONE)

    def race(nth: int) -> bool:
        try:
            return verify(PHONE, code, claim=f"claim {nth}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = [future.result(20) for future in [pool.submit(race, nth) for nth in range(8)]]
    assert answers.count(True) == 1
