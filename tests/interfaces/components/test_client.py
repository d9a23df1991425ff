"""The address by which rates are limited is the client's, not one that the client made up."""

from typing import Any

import pytest
from django.test import RequestFactory

from sanling.interfaces.components.client import client_address, is_local


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "9.9.9.9", "10.0.0.1"),
        (1, "9.9.9.9, 203.0.113.7", "203.0.113.7"),
        (2, "9.9.9.9, 203.0.113.7, 10.0.0.5", "203.0.113.7"),
        (2, "203.0.113.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "not an address", "10.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_the_address_is_read_that_many_steps_from_the_right(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="10.0.0.1")
    assert client_address(request) == address


@pytest.mark.parametrize(
    ("proxies", "connection", "headers", "local"),
    [
        (0, "127.0.0.1", {}, True),
        (0, "::1", {}, True),
        (0, "::ffff:127.0.0.1", {}, True),
        (0, "::ffff:203.0.113.7", {}, False),
        (0, "203.0.113.7", {}, False),
        (0, "", {}, False),
        # What somebody says of themselves, or a proxy that we weren't told of.
        (0, "203.0.113.7", {"X-Forwarded-For": "127.0.0.1"}, False),
        (0, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),
        (0, "127.0.0.1", {"X-Forwarded-For": ""}, False),
        (1, "203.0.113.7", {"X-Forwarded-For": "127.0.0.1"}, False),
        (1, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1, 203.0.113.7"}, False),
        (1, "127.0.0.1", {"X-Forwarded-For": "203.0.113.7, 127.0.0.1"}, False),
        (1, "127.0.0.1", {"X-Forwarded-For": "::ffff:203.0.113.7"}, False),
        (1, "127.0.0.1", {"X-Forwarded-For": "localhost"}, False),
        (1, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, True),
        (1, "127.0.0.1", {"X-Forwarded-For": "::ffff:127.0.0.1"}, True),
        (1, "127.0.0.1", {}, True),
        *[
            (proxies, "127.0.0.1", {mark: "127.0.0.1"}, False)
            for proxies in (0, 1)
            for mark in ("Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via")
        ],
    ],
)
def test_only_a_program_on_this_machine_is_local_whatever_is_said_of_it(
    settings: Any, proxies: int, connection: str, headers: dict[str, str], local: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=connection)
    assert is_local(request) == local
