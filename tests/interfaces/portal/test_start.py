"""The first page says where reports go, as the city calls it."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("city", "centre", "english"),
    [
        ("zhengzhou", "综治中心", "governance centre"),
        ("shenyang", "综治中心（三零工作站）", "governance centre"),
    ],
)
def test_the_unit_that_takes_in_is_named(settings: Settings, city: str, centre: str, english: str) -> None:
    settings.SERVED = (city,)
    assert f"会直接送到当地的{centre}，谁在办" in Client().get("/").content.decode()
    page = Client(headers={"Accept-Language": "en"}).get("/").content.decode()
    assert f"It goes to the {english} where you live." in page


def test_what_the_city_publishes_of_the_three_zeros_is_one_click_away(client: Client) -> None:
    assert 'href="/recognition/"' in client.get("/").content.decode()
    assert client.get("/recognition/").status_code == 200
