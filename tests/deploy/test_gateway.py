"""The example of a gateway takes every message that there is, from who knows its key."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sanling.foundation.delivery import sms
from tests.faults.installation import ask, free_port, until

GATEWAY = Path(__file__).resolve().parents[2] / "deploy" / "sms" / "gateway.py"
MESSAGES: list[dict[str, str | int]] = [
    dict(sms.code_message("+8613800000000", "123456")),
    {"phone": "+8613800000000", "number": "ZZ-261122-00025-8", "link": "https://sanling.example.org/t/x/"},
    {"phone": "+8613800000000", "invitation": "https://sanling.example.org/accounts/invitation/x/"},
]


@pytest.fixture
def gateway() -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    port = free_port()
    variables = {**os.environ, "SMS_KEY": "k3y", "SMS_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, str(GATEWAY)], env=variables, stdout=subprocess.PIPE, text=True
    )
    until(lambda: ask(port, "POST", "/").status > 0, 30, "the gateway")
    yield port, process
    process.terminate()
    process.wait(10)


def test_it_takes_each_message_that_the_worker_sends(
    gateway: tuple[int, "subprocess.Popen[str]"], settings: Settings
) -> None:
    port, process = gateway
    settings.SMS_URL = f"http://127.0.0.1:{port}/k3y"
    for message in MESSAGES:
        sms.transmit(message)
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in MESSAGES]
    assert all(line.startswith("+86138…: ") for line in told)
    assert not any(
        str(value) in "".join(told) for message in MESSAGES for value in message.values() if value != 5
    )


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/other", MESSAGES[0], 404),
        ("/k3y", {"phone": "+8613800000000"}, 400),
        ("/k3y", ["code"], 400),
        ("/k3y", b"{", 400),
    ],
)
def test_it_refuses_what_is_no_message_and_who_has_no_key(
    gateway: tuple[int, "subprocess.Popen[str]"], path: str, body: object, status: int
) -> None:
    assert ask(gateway[0], "POST", path, body=body).status == status
