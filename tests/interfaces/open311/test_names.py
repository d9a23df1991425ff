"""How GeoReport's two parts of a name become one."""

import pytest
from django.test import Client

from sanling.domain.matters.models import Party
from tests.interfaces.open311.test_open311 import geo, sent

__all__ = ["geo"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("last", "first", "name"),
    [
        ("王", "小明", "王小明"),
        ("\U00031350", "\ue863", "\U00031350\ue863"),
        ("王", "", "王"),
        ("", "小明", "小明"),
        ("김", "철수", "김철수"),
        ("Müller", "Jürgen", "Jürgen Müller"),
        ("Nguyễn", "Văn An", "Văn An Nguyễn"),
        ("Иванов", "Иван", "Иван Иванов"),
        ("محمد", "علي", "علي محمد"),
        ("Li", "David", "David Li"),
    ],
)
def test_a_name_in_two_parts_is_joined_as_its_script_is_written(
    geo: Client, last: str, first: str, name: str
) -> None:
    assert sent(geo, last_name=last, first_name=first).status_code == 201
    assert Party.objects.get().name == name
