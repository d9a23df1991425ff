"""What no view could read is answered by a page that says what was wrong with it."""

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
