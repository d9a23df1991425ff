"""What was found is told in both languages, with the arithmetic."""

import pytest
from django.utils import translation

from sanling.processes.figures.verifying.wording import (
    arithmetic,
    change,
    claim_in_words,
    day_in_words,
    effects,
    remark,
)
from tests.processes.figures.verifying.bulletins import PRINTED, found


def told(text: str, at: int = 0) -> list[str]:
    judgement = found(text, at)
    said = judgement.bulletin.said
    lines = []
    for judged in judgement.told:
        words = arithmetic(judged.claim, said, judged.verdict.right)
        lines.append(" ".join([claim_in_words(judged.claim), words, remark(judged, said)]).strip())
        lines += [f"{change(way.repair)} {effects(way)}".strip() for way in judged.repairs]
    return lines + [day_in_words(day) for day in judgement.days]


def test_a_contradiction_is_told_with_its_arithmetic() -> None:
    with translation.override("en"):
        assert told(PRINTED) == [
            "settlement success (rate) settled 21,484 of accepted 23,613 is 90.98%; printed: 94%",
            "settlement success: 94% → 91% (one digit)",
            "accepted: 23,613 → about 22,855 (22,735–22,977)",
            "settled: 21,484 → about 22,196 (22,079–22,314)",
            "campaign (rate) campaign_settled 26,439 of campaign_found 27,264 is 96.97%; printed: 96.9% "
            "cut off instead of rounded",
        ]
        assert told(PRINTED, 2)[-1].endswith("holds only if 99% was rounded to a whole per cent")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_whatever_can_be_found_has_words(language: str) -> None:
    with translation.override(language):
        lines = told(
            """
            as_of = "2027-01-01"
            counts = { a = 10, b = 9, t = 20, now = "约 90", before = "1.2万", other = 8 }
            rates = [
              { name = "r", numerator = "a", denominator = "b", printed = "80%" },
              { name = "x", printed = "83.5%" },
              { name = "y", printed = "83.1%" },
            ]
            sums = [ { total = "t", parts = ["a", "b"] } ]
            changes = [ { name = "c", now = "now", before = "before", printed = "-12%" } ]
            points = [ { name = "p", now = "x", before = "y", printed = "0.5" } ]
            conjunctions = [ { name = "all", all = "90%", each = { one = "80%" } } ]
            dates = { begun = "2022-09-01", ended = "2022-09-30", odd = "2022-13-01", day = "2022-09-30 周一" }
            order = [["ended", "begun"]]
            spans = [ { name = "s", begins = "begun", ends = "ended", printed = 40 } ]
            """
        )
    assert len(lines) > 20
    assert all(line and "None" not in line for line in lines)
    chinese = sum(any("\u4e00" <= sign <= "\u9fff" for sign in line) for line in lines)
    assert chinese == (len(lines) if language == "zh-hans" else 2)


def test_parts_of_a_number_are_told_where_no_whole_one_lies_between() -> None:
    counts = 'counts = { a = "1.5", b = "2.25", all = "3.25" }'
    judgement = found(counts + '\nsums = [ { total = "all", parts = ["a", "b"] } ]')
    (wrong,) = judgement.contradictions
    told = arithmetic(wrong.claim, judgement.bulletin.said, wrong.verdict.right)
    assert "= 3.75，" in told
