"""Message authentication codes agree with their definitions, and rows have one form in bytes."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.hashes import SM3, Hash

from sanling.foundation.audit import mac


@pytest.mark.parametrize(
    ("name", "oracle"),
    [("hmac-sha256", lambda key, text: hmac.new(key, text, hashlib.sha256).digest())],
)
def test_the_algorithm_is_what_its_name_says(name: str, oracle: Callable[[bytes, bytes], bytes]) -> None:
    assert mac.ALGORITHMS[name](b"key", b"text") == oracle(b"key", b"text")


def test_sm3_hmac_agrees_with_its_definition_and_sm3_with_its_standard() -> None:
    # GB/T 32905, appendix A, example 1; HMAC as RFC 2104 defines it over SM3's 64-byte blocks.
    def sm3(data: bytes) -> bytes:
        digest = Hash(SM3())
        digest.update(data)
        return digest.finalize()

    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    key = b"k" * 32 + b"\0" * 32
    inner = sm3(bytes(byte ^ 0x36 for byte in key) + b"text")
    expected = sm3(bytes(byte ^ 0x5C for byte in key) + inner)
    assert mac.ALGORITHMS["hmac-sm3"](b"k" * 32, b"text") == expected


def test_a_row_has_the_same_bytes_whatever_zone_its_instant_is_given_in() -> None:
    def content(at: datetime) -> bytes:
        return mac.canonical(
            row_id=1,
            at=at,
            city="4101",
            actor_kind="post",
            actor_key="post:1",
            act="a",
            subject="s",
            detail={"b": 1, "a": 2},
        )

    noon = datetime(2026, 3, 2, 4, tzinfo=UTC)
    assert content(noon) == content(noon.astimezone(timezone(timedelta(hours=8))))
    assert b'"at":"2026-03-02T04:00:00.000000+00:00"' in content(noon)
    assert b'"detail":{"a":2,"b":1}' in content(noon)
