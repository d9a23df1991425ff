"""A deployment without proper keys is told what to set."""

import pytest
from pytest_django import Settings

from sanling.foundation.audit.checks import check_audit_settings
from sanling.foundation.privacy.checks import check_privacy_settings

KEY = b"k" * 32


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> None:
    settings.AUDIT_KEY = settings.BLIND_INDEX_KEY = KEY
    settings.SECRET_KEY = KEY.decode()
    settings.PRIVACY_KEYS = {"first": KEY}


def named() -> list[str | None]:
    return [message.id for message in check_audit_settings() + check_privacy_settings()]


def test_proper_keys_are_not_spoken_of() -> None:
    assert named() == []


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("AUDIT_KEY", b"", "audit.E001"),
        ("PRIVACY_KEYS", {}, "privacy.E001"),
        ("PRIVACY_KEYS", {"first": b"short"}, "privacy.E001"),
        ("PRIVACY_KEYS", {"": KEY}, "privacy.E001"),
        ("BLIND_INDEX_KEY", b"short", "privacy.E002"),
        ("SECRET_KEY", "short", "privacy.E003"),
    ],
)
def test_each_mistake_is_named(settings: Settings, setting: str, value: object, code: str) -> None:
    setattr(settings, setting, value)
    assert named() == [code]
