"""Changing the key of personal data: a new one is printed, and everything is moved to it."""

import base64
import re
import secrets

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from sanling.domain.matters.models import Party
from sanling.foundation.privacy.rotation import encrypted_fields
from sanling.interfaces.console.rotate_keys import command
from tests.city import City
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


def test_a_new_key_has_a_name_of_its_own_and_changes_nothing(settings: Settings) -> None:
    settings.PRIVACY_KEYS = {"k1": b"1" * 32}
    printed = CliRunner().invoke(command, ["--new-key"]).output.strip()
    name, _colon, key = printed.rstrip(",").partition(":")
    # A name at random: a key that was lost and made anew is not taken for the lost one.
    assert re.fullmatch(r"k[0-9a-f]{8}", name)
    assert len(base64.b64decode(key)) == 32
    assert CliRunner().invoke(command, ["--new-key"]).output.partition(":")[0] != name
    assert list(settings.PRIVACY_KEYS) == ["k1"]


def test_after_the_rotation_the_old_key_is_not_needed_any_more(
    settings: Settings, city: City, workflows: None
) -> None:
    old, new = secrets.token_bytes(32), secrets.token_bytes(32)
    settings.PRIVACY_KEYS = {"k1": old}
    matter = registered().matter
    settings.PRIVACY_KEYS = {"k2": new, "k1": old}
    done = CliRunner().invoke(command, catch_exceptions=False)
    assert "All is under the key 'k2'" in done.output
    settings.PRIVACY_KEYS = {"k2": new}
    assert Party.objects.get(matter=matter).name == "王小明"
    assert any(model is Party for model, _name in encrypted_fields())
