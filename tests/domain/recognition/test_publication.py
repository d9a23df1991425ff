"""Everybody reads name, type, place and result of what is published, and nothing else of it."""

from dataclasses import fields

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.publication import (
    Published,
    draw_of,
    draws_of,
    objection_of,
    published,
    published_of_number,
)
from tests.city import CITY
from tests.domain.recognition.yearly import YEAR, Cast, walk

pytestmark = pytest.mark.django_db


def test_it_is_published_once_the_county_has_decided(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "comparing")
    assert published(CITY, YEAR).rows == []
    assert published_of_number(recognition.number) is None
    walk(cast, recognition, "published")
    (row,) = published(CITY, YEAR).rows
    assert (row.name, row.type, row.open) == ("郑州恒通食品有限公司", "企业", True)
    assert row == published_of_number(recognition.number)
    assert published(CITY, YEAR, words="瑞丰").rows == []
    assert published(CITY, YEAR - 1).rows == []
    walk(cast, recognition, "recognised")
    (row,) = published(CITY, YEAR).rows
    assert (row.state, row.open) == ("已认定", False)


def test_nothing_else_is_told() -> None:
    told = {field.name for field in fields(Published)}
    assert told == {"number", "name", "type", "place", "state", "reply", "open"}


def test_what_is_not_there_is_not_found() -> None:
    assert objection_of("no-such") is None
    assert draw_of(1) is None
    assert draws_of(CITY) == []
