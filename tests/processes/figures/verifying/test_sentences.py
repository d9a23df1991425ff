"""Sentences are read for their counts and rates; which counts a rate is of is found."""

from datetime import date

import pytest

from sanling.processes.figures.verifying.bulletin import NoBulletin
from sanling.processes.figures.verifying.claims import Sort
from sanling.processes.figures.verifying.judging import judge
from sanling.processes.figures.verifying.sentences import read_sentences

TODAY = date(2026, 11, 30)


def test_a_rate_that_no_two_counts_give_is_taken_of_the_last_two() -> None:
    said = read_sentences(
        "截至2022年9月14日，全市共受理矛盾纠纷23613件，化解21484件，化解成功率达94%。", name="文"
    )
    judgement = judge(said, today=TODAY)
    (wrong,) = judgement.contradictions
    assert (wrong.claim.name, [key.name for key in wrong.claim.keys[:2]]) == (
        "化解成功率",
        ["化解", "受理矛盾纠纷"],
    )


def test_each_rate_is_of_the_counts_that_give_it() -> None:
    said = read_sentences(
        "受理100件，其中矛盾纠纷30件（占30%），安全隐患70件，占70%。按时办结90件，按时率90%", name="文"
    )
    judgement = judge(said, today=TODAY)
    assert judgement.agrees
    assert len(judgement.told) == 3


def test_days_points_and_changes_are_no_counts() -> None:
    said = read_sentences(
        "2026年11月，化解率98.3%，同比上升2.1个百分点，比8时增长3%；排查1.2万余件，化解11800件", name="文"
    )
    assert {key.name for key in said.said} == {"化解率", "排查", "化解"}


def test_codes_and_lists_of_numbers_are_no_counts() -> None:
    text = "身份证410105199001011234，电话13800000000，受理100，200件为重复，化解90件，化解率90%"
    said = read_sentences(text, name="文")
    assert {key.name: str(number) for key, number in said.said.items()} == {
        "电话": "13,800,000,000",
        "受理": "100",
        "化解": "90",
        "化解率": "90%",
    }


@pytest.mark.parametrize("text", ["受理1件，" * 5_000, "", "没有数字", "共3件", "\x00\ud800", "1 2 3"])
def test_a_text_without_numbers_to_compare_is_refused(text: str) -> None:
    with pytest.raises(NoBulletin):
        read_sentences(text, name="文")


def test_ten_thousands_of_per_cent_are_no_rate_and_no_failure() -> None:
    said = read_sentences("受理2.36万件，化解2万件，覆盖2.36万%。", name="文")
    assert {key.sort for key in said.said} == {Sort.COUNT}
