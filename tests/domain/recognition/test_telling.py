"""What is told of a recognition takes no more statements the more there is to tell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Title
from sanling.domain.recognition.telling import recognition_told
from tests.domain.matters.helpers import registered
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db
STATEMENTS = 7


def test_findings_and_titles_are_told_to_who_sees_the_matter(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recognised")
    told = recognition_told(cast["peace_officer"].viewer, recognition)
    assert told is not None
    assert [(name, row.finding) for name, row in told.compared] == [
        ("零上访", "kept"),
        ("零事故", "kept"),
        ("零案件", "kept"),
    ]
    assert [*told.titles] == [*Title.objects.all()]
    assert (f"{told.first:%Y-%m}", f"{told.last:%Y-%m}", told.objections) == ("2025-11", "2026-10", [])


def test_the_number_of_statements_is_fixed(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "comparing")
    viewer = cast["peace_officer"].viewer
    with CaptureQueriesContext(connection) as seen:
        recognition_told(viewer, recognition)
    assert len(seen) == STATEMENTS, [query["sql"] for query in seen]


def test_of_a_matter_of_another_kind_nothing_is_told(cast: Cast, recognising: None) -> None:
    assert recognition_told(cast["peace_officer"].viewer, registered().matter) is None
