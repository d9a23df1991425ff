"""A bulletin claims its rates, its changes, and that its parts make up the whole; each is judged as printed."""

from dataclasses import replace
from datetime import date

import pytest

from sanling.processes.figures.bulletins.claims import claims_of
from sanling.processes.figures.bulletins.contents import Contents
from sanling.processes.figures.verifying.bulletin import judged
from sanling.processes.figures.verifying.judging import Judgement, judge
from tests.processes.figures.bulletins.helpers import Cast, contents
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]


def judgement(printed: Contents) -> Judgement:
    return judge(judged(claims_of(printed), name="x"), today=date(2026, 11, 22))


def test_what_is_counted_agrees_with_itself(cast: Cast) -> None:
    printed = contents(cast["city_peace_officer"].viewer)
    found = judgement(printed)
    assert len(found.claims) > 20
    assert found.agrees, [(judged.claim, judged.verdict) for judged in found.contradictions]


def test_a_number_that_was_changed_is_found(cast: Cast) -> None:
    printed = contents(cast["city_peace_officer"].viewer)
    line = printed.whole["registered"]
    wrong = replace(line, now=replace(line.now, numerator=line.now.numerator + 9))
    found = judgement(replace(printed, whole={**printed.whole, "registered": wrong}))
    assert not found.agrees
