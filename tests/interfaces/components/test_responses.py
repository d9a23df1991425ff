"""What no view could read is answered by a page that says what was wrong with it."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from sanling.foundation.files.kinds import XLSX
from sanling.interfaces.components.responses import file_answer

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


def test_a_file_is_handed_out_under_its_name_whatever_letters_it_is_written_with() -> None:
    answer = file_answer(b"PK", XLSX, '金水区 "2026" 统计表')
    assert answer.content == b"PK"
    assert answer["Content-Type"] == XLSX.media_type
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert unquote(answer["Content-Disposition"]).endswith('金水区 "2026" 统计表.xlsx')
    assert answer["Cache-Control"] == "private, no-store"
