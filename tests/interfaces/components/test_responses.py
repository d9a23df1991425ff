"""What no view could read is answered by a page that says what was wrong with it."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/track/", "/accounts/login/"])
def test_a_form_with_megabytes_of_text_is_told_that_it_is_too_long(address: str) -> None:
    answer = Client().post(
        address, f"text={'x' * 3_000_000}", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "太长" in answer.content.decode()


@pytest.mark.parametrize("address", ["/track/", "/accounts/login/", "/nowhere/", "/q/nothing"])
def test_so_is_one_with_a_token_wherever_it_is_sent(address: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    client = Client(enforce_csrf_checks=True)
    client.get("/track/")
    answer = client.post(address, {"text": "x" * 3_000_000})
    assert answer.status_code == 413
    text = answer.content.decode()
    assert "太长" in text
    assert "文件" not in text


def test_a_form_that_breaks_off_is_told_even_where_nothing_is(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False
    client = Client(enforce_csrf_checks=True)
    client.get("/track/")
    answer = client.post("/nowhere/", b"--", content_type="multipart/form-data")
    assert answer.status_code == 400
