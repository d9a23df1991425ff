"""Residents agree to text messages by Open311 as on the portal: by nothing but a yes, and of a mobile number."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Party
from tests.city import VILLAGE, City
from tests.domain.matters.helpers import PHONE

BASE = "/open311/v2"


@pytest.fixture
def app(city: City, workflows: None) -> Client:
    """Return an app."""
    return Client()


@pytest.fixture(autouse=True)
def sends(settings: Settings) -> None:
    """Let the city send messages."""
    settings.SMS_URL = "http://127.0.0.1:9/"


def sent(app: Client, said: str, phone: str = PHONE) -> Any:
    """Send a request whose resident said this of text messages."""
    request = {"service_code": "hazard.fire", "address_id": VILLAGE, "description": "消防通道被杂物堵住了。"}
    return app.post(f"{BASE}/requests.json", {**request, "phone": phone, "attribute[messages]": said})


def test_who_says_yes_agrees_and_nobody_else(app: Client) -> None:
    for said in ("", "no", "yes"):
        assert sent(app, said).status_code == 201
    agreed = Party.objects.order_by("pk").values_list("agreed_to_messages_at", flat=True)
    assert [at is not None for at in agreed] == [False, False, True]


@pytest.mark.parametrize(("said", "phone"), [("true", PHONE), ("1", PHONE), ("yes", "0371-67170000")])
def test_an_unclear_word_or_a_landline_is_a_wrong_request(app: Client, said: str, phone: str) -> None:
    refused = sent(app, said, phone)
    assert refused.status_code == 400
    assert "attribute[messages]" in refused.content.decode()
    assert not Party.objects.exists()


def test_every_service_asks_it(app: Client) -> None:
    asked = app.get(f"{BASE}/services/hazard.fire.json").json()["attributes"]
    (found,) = (attribute for attribute in asked if attribute["code"] == "messages")
    assert (found["required"], [value["key"] for value in found["values"]]) == (False, ["yes", "no"])


def test_a_city_that_sends_no_text_messages_does_not_ask(app: Client, settings: Settings) -> None:
    settings.SMS_URL = ""
    asked = app.get(f"{BASE}/services/hazard.fire.json").json()["attributes"]
    assert [attribute["code"] for attribute in asked] == ["headcount"]
