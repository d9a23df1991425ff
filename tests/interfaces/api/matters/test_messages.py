"""Residents agree to text messages by the API as on the portal: nothing but a yes, and of a mobile number."""

from typing import Any

import pytest
from pytest_django import Settings

from sanling.domain.matters.models import Party
from tests.interfaces.api.conftest import System, public_report, report


@pytest.fixture(autouse=True)
def sends(settings: Settings) -> None:
    """Let the city send messages."""
    settings.SMS_URL = "http://127.0.0.1:9/"


def agreed() -> list[bool]:
    """Return of each applicant whether they agreed."""
    applicants = Party.objects.filter(role=Party.Role.APPLICANT).order_by("pk")
    return [party.agreed_to_messages_at is not None for party in applicants]


def test_who_agrees_is_kept_and_nobody_who_does_not(intake: System, resident: System) -> None:
    sent: list[dict[str, Any]] = [{}, {"messages": False}, {"messages": True}]
    for said in sent:
        assert resident.post("/public/matters", public_report(**said)).status_code == 201
        assert intake.post("/matters", {**report(), **said}).status_code == 201
    assert agreed() == [False] * 4 + [True] * 2


@pytest.mark.parametrize("phone", ["0371-67170000", "none"])
def test_messages_need_a_mobile(intake: System, resident: System, phone: str) -> None:
    mine = resident.post("/public/matters", public_report(phone=phone, messages=True))
    theirs = intake.post("/matters", {**report(), "applicant": {"phone": phone}, "messages": True})
    assert (mine.status_code, theirs.status_code) == (422, 422)
    assert "messages" in theirs.content.decode()
    lacking = intake.post("/matters", {**report(), "applicant": None, "messages": True})
    assert lacking.status_code == 422
    assert agreed() == []


def test_nobody_agrees_to_messages_of_a_city_that_sends_none(
    intake: System, resident: System, settings: Settings
) -> None:
    settings.DEMO, settings.SMS_URL = False, ""
    mine = resident.post("/public/matters", public_report(messages=True))
    theirs = intake.post("/matters", {**report(), "messages": True})
    assert (mine.status_code, theirs.status_code) == (422, 422)
    assert "messages" in mine.content.decode()
    assert "messages" in theirs.content.decode()
    assert agreed() == []
