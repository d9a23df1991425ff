"""Programs read a warning with its subject and colour, and lists of warnings by their family."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.processes.reactions import react
from tests.city import City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.recognition.warned import judged, open_warnings, settle, subject, warn_by
from tests.interfaces.doors import token_of

pytestmark = pytest.mark.django_db


def asked(player: Player, path: str, **query: str) -> Any:
    headers = {"Authorization": f"Bearer {token_of(player)}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/matters{path}", query, headers=headers)


def test_a_warning_is_read_with_its_subject_and_colour(
    city: City, cast: dict[str, Player], settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    warn_by(city)
    company = subject()
    judged()
    record(visit(answers_id=company.pk), accident(answers_id=company.pk))
    react()
    settle()
    (matter,) = open_warnings(company)
    listed = asked(cast["peace_officer"], "", family="warning").json()
    assert [row["number"] for row in listed["items"]] == [matter.number]
    whole = asked(cast["peace_officer"], f"/{matter.number}").json()
    assert whole["details"]["warning"] == {
        "subject": company.code,
        "name": company.name,
        "colour": "orange",
        "worst": "orange",
        "month": "2026-07",
    }
    assert asked(cast["sibling_county_peace_officer"], f"/{matter.number}").status_code == 404
