"""What an installation lacks is told before a start: its cities' profiles and units, and who administers them."""

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.domain.people.set_up import check_administrators, check_cities
from sanling.foundation.profile import registry

pytestmark = pytest.mark.django_db


def test_an_installation_without_units_or_administrator_is_told_of(settings: Settings) -> None:
    assert [message.id for message in check_cities()] == ["people.W002"]
    assert [message.id for message in check_administrators()] == ["people.W003"]


def test_an_administrator_counts_who_can_sign_in(cast: dict[str, Player], settings: Settings) -> None:
    assert check_cities() == []
    player = cast["administrator"].user
    settings.SMS_URL = ""
    player.set_unusable_password()
    player.save()
    assert [str(message.msg) for message in check_administrators()] == [
        "Nobody who can sign in administers zhengzhou."
    ]
    player.set_password("Correct-Horse-9")
    player.save()
    assert check_administrators() == []
    player.set_unusable_password()
    player.phone = "+8613812340099"
    player.save()
    assert len(check_administrators()) == 1
    settings.SMS_URL = "https://sms.example.org"
    assert check_administrators() == []


def test_data_of_a_city_without_its_profile_hinders_a_start_and_makes_it_not_ready(
    cast: dict[str, Player], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SERVED = ("xuchang",)
    assert {message.id for message in check_cities()} == {"people.W001", "people.W002"}
    known = registry.installed_profiles()
    without = registry.Profiles(profile for profile in known.values() if profile.code != "zhengzhou")
    monkeypatch.setattr(registry._InUse, "profiles", without)
    (stray, _empty) = check_cities()
    assert stray.is_serious()
    assert "the city 4101, of which there is no profile" in str(stray.msg)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "misconfigured")
    assert "the city 4101" in answer.json()["wrong"][0]
