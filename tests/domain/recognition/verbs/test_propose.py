"""Proposing ends what departments were called in for."""

from datetime import date

import pytest

from sanling.domain.matters.models import Assignment
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, company, judge_year, opened, walk

pytestmark = pytest.mark.django_db


def test_nobody_is_called_in_any_more(recognising: None, cast: Cast) -> None:
    subject = company()
    judge_year(but=[("petitions", date(2026, 10, 1))])
    matter = opened(subject)
    walk(cast, matter, "comparing")
    assert Assignment.objects.filter(matter=matter, ended_at=None).count() == 1
    act(cast["peace_officer"].viewer, matter, "compare", {"finding": "kept", "note": "无登记。"})
    act(cast["peace_officer"].viewer, matter, "propose")
    assert not Assignment.objects.filter(matter=matter, ended_at=None).exists()
