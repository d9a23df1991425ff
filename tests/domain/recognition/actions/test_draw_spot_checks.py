"""Spot checks are drawn by lot, once for each; whoever reads what is published draws the same."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.actions.draw_spot_checks import NoSubjects, NothingToDraw, draw_spot_checks
from sanling.domain.recognition.models import Recognition
from sanling.foundation.draw import Draw
from tests.domain.recognition.yearly import YEAR, Cast, company, judge_year, opened, walk
from tests.domain.subjects.helpers import code_of

pytestmark = pytest.mark.django_db


def test_anybody_draws_the_same_again_and_nobody_draws_twice(recognising: None, cast: Cast) -> None:
    subjects = [company(code_of(40 + nth), name=f"郑州德润{nth}号建筑工程有限公司") for nth in range(3)]
    judge_year()
    for subject in subjects:
        walk(cast, opened(subject), "recording")
    officer, left = cast["city_peace_officer"].viewer, code_of(41)
    with pytest.raises(NoSubjects) as unknown:
        draw_spot_checks(actor=officer, year=YEAR, recused={left: "亲属任职", left[:-1]: "少一位"})
    assert unknown.value.codes == [left[:-1]]
    kept = draw_spot_checks(actor=officer, year=YEAR, recused={left.lower(): "检查人员亲属任职"})
    assert kept.recused == {left: "检查人员亲属任职"}
    assert len(kept.drawn) == 1
    assert left not in kept.drawn
    again = Draw.of(kept.pool, len(kept.drawn), seed=kept.seed, recused=kept.recused)
    assert (list(again.drawn), again.pool_hash) == (kept.drawn, kept.pool_hash)
    drawn = Recognition.objects.filter(drawn=True).values_list("subject__code", flat=True)
    assert list(drawn) == kept.drawn
    with pytest.raises(NothingToDraw):
        draw_spot_checks(actor=officer, year=YEAR)


def test_only_the_citys_office_draws(recognition: Matter, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        draw_spot_checks(actor=cast["peace_officer"].viewer, year=YEAR)
