"""Console and desk are told the same lines of a bulletin."""

from django.utils import translation

from sanling.processes.figures.verifying.telling import Mark, Of, lines_of, sets_of
from tests.processes.figures.verifying.bulletins import PRINTED, found


def test_each_thing_that_was_found_is_a_line_with_its_mark() -> None:
    with translation.override("en"):
        lines = list(lines_of(found(PRINTED), ()))
    assert [(line.of, line.mark) for line in lines] == [(Of.CLAIM, Mark.WRONG), (Of.CLAIM, Mark.REMARK)]
    assert lines[0].name == "settlement success (rate)"
    assert lines[0].mended_by[0][0] == "settlement success: 94% → 91% (one digit)"


def test_days_and_rates_of_nothing_have_lines_too() -> None:
    judgement = found("as_of = '2022-02-30'\nrates = [ { name = 'free', printed = '17%' } ]")
    lines = [(line.of, line.mark, line.name) for line in lines_of(judgement, ())]
    assert lines == [(Of.DAY, Mark.WRONG, ""), (Of.FREE, Mark.REMARK, "free")]


def test_sets_of_changes_are_told_in_words() -> None:
    judgement = found(
        "counts = { a = 1, b = 2, c = 4, d = 5, e = 11 }\n"
        "sums = [ { total = 'c', parts = ['a', 'b'] }, { total = 'e', parts = ['c', 'd'] } ]"
    )
    with translation.override("en"):
        ((first, *_others),) = sets_of(judgement)
    assert all("→" in change for change in first)
