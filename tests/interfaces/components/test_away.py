"""While the database is away pages say so at once, and say when to come again."""

import json

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from sanling.interfaces.components.away import away, handle_500


def broken(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly\n\tmore")


def mistaken(_request: HttpRequest) -> HttpResponse:
    raise LookupError("a mistake of ours")


urlpatterns = [
    *(path("broken/", broken), path("desk/broken/", broken), path("api/v1/broken", broken)),
    *(path("mistaken/", mistaken), path("desk/mistaken/", mistaken)),
]
handler500 = handle_500


def test_the_page_names_a_time_and_asks_the_database_nothing(rf: RequestFactory) -> None:
    answer = away(rf.get("/"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"<h1>" in answer.content


def test_who_sent_something_learns_that_it_was_not_taken(rf: RequestFactory) -> None:
    assert away(rf.post("/report/")).content != away(rf.get("/report/")).content


def test_machines_get_a_problem_they_can_read(rf: RequestFactory) -> None:
    answer = away(rf.post("/api/v1/matters"))
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == 503


@pytest.mark.django_db
def test_a_database_that_breaks_off_is_no_mistake_of_ours(settings: Settings, client: Client) -> None:
    settings.ROOT_URLCONF = __name__
    settings.SECURE_SSL_REDIRECT = False
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert client.get("/api/v1/broken").status_code == 503
    assert client.get("/mistaken/").status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["mistaken", "broken"])
def test_who_was_at_the_desk_is_led_back_there_and_not_to_a_community(
    settings: Settings, client: Client, fault: str
) -> None:
    settings.ROOT_URLCONF = __name__
    settings.SECURE_SSL_REDIRECT = False
    client.raise_request_exception = False
    at_desk, at_portal = (client.get(f"{start}/{fault}/").content.decode() for start in ("/desk", ""))
    assert 'href="/desk/"' in at_desk
    assert "of your community" not in at_desk
    assert 'href="/desk/"' not in at_portal
