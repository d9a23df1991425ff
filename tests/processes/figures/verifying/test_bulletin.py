"""A bulletin is written down in TOML; what can't be read is told with its place."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from sanling.processes.figures.verifying.bulletin import MOST_CLAIMS, NoBulletin, read_toml
from sanling.processes.figures.verifying.claims import Share, Within
from sanling.processes.figures.verifying.days import Wrong
from tests.processes.figures.verifying.bulletins import PRINTED, bulletin, found


def test_all_that_is_printed_becomes_numbers_and_claims() -> None:
    zhengzhou, later, xuchang, changzhi = read_toml(PRINTED)
    assert (zhengzhou.id, zhengzhou.city, zhengzhou.days) == ("zhengzhou", "4101", {"as_of": "2022-09-14"})
    assert [type(claim) for claim in later.claims] == [Share, Within]
    assert [claim.name for claim in xuchang.claims[2:]] == ["villages: petitions", "companies: petitions"]
    assert len(changzhi.said) == 8


def test_a_rate_without_counts_is_of_those_that_give_it() -> None:
    said = bulletin("counts = { a = 3, b = 4, c = 5 }\nrates = [ { name = 'r', printed = '60%' } ]")
    share = said.claims[0]
    assert isinstance(share, Share)
    assert (share.above, share.below, share.stated) == ("a", "c", False)
    free = bulletin("counts = { a = 3, b = 4 }\nrates = [ { name = 'r', printed = '61%' } ]")
    assert (free.claims, free.free) == ((), ("r",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("counts = { a = ", "This is no TOML"),
        ("counts = { a = 3 }", "Each bulletin begins with"),
        ("[[bulletin]]\nnumbers = {}", "numbers"),
        ("[[bulletin]]\ncounts = { a = true }", "counts.a"),
        ("[[bulletin]]\ncounts = { a = 'many' }", "“many”, which is not one number"),
        ("[[bulletin]]\ncounts = { a = 1 }\nsums = [ { total = 'a', parts = ['b'] } ]", "“b”"),
        ("[[bulletin]]\ncounts = { a = 1 }\nsums = [ { total = 'a', parts = [] } ]", "sums"),
        ("[[bulletin]]\norder = [ ['a', 'b'] ]", "there is no"),
        ("[[bulletin]]\nspans = [ { name = 's', begins = 'a', ends = 'b', printed = 3 } ]", "“a”"),
        ("[[bulletin]]\nown = [ { name = 'x', indicator = 'i', period = '2026' } ]", "“x”"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, told: str) -> None:
    with translation.override("en"), pytest.raises(NoBulletin, match=told):
        read_toml(text)


def test_what_would_take_too_long_is_refused() -> None:
    parts = ", ".join("{ part = 'a', whole = 'b' }" for _n in range(MOST_CLAIMS + 1))
    with pytest.raises(NoBulletin):
        bulletin(f"counts = {{ a = 1, b = 2 }}\nparts = [ {parts} ]")


def test_what_the_page_of_figures_writes_down_can_be_read() -> None:
    page = Path(__file__).parents[4] / "docs" / "figures.md"
    (text,) = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    (found,) = read_toml(text)
    assert len(found.claims) == 8
    assert not found.free


@pytest.mark.parametrize(
    "text",
    [f"counts = {{ a = {'9' * 5_000} }}", f"counts = {{ a = 0x{'f' * 5_000} }}", f"counts = {'[' * 3_000}"],
    ids=["digits", "hexadecimal", "nested"],
)
def test_numbers_and_nesting_without_end_are_refused(text: str) -> None:
    with pytest.raises(NoBulletin):
        read_toml(f"[[bulletin]]\n{text}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("counts = 5", "counts：此处的内容类型不对"),
        ("counts = { a = true }", "counts.a：此处的内容类型不对"),
        ("as_of = 10:00:00", "as_of：此处的内容类型不对"),
        ("nonsense = 1", "nonsense：没有这个字段"),
        ("sums = [ { total = 'a' } ]", "sums.0.parts：缺少此项"),
        ("as_of = 2022-13-45", "第 2 行第 13 列"),
        ("counts = {", "不是有效的 TOML。"),
    ],
)
def test_what_is_wrong_is_told_in_the_readers_language_alone(text: str, told: str) -> None:
    with pytest.raises(NoBulletin) as wrong:
        read_toml(f"[[bulletin]]\n{text}")
    assert told in str(wrong.value)
    assert not re.search("[A-Za-z]{3,} [a-z]{2,}", str(wrong.value))


def test_a_span_from_a_day_that_is_none_is_not_compared_but_the_day_told() -> None:
    text = """
        dates = { begun = "2022-02-30", ended = "2022-09-08" }
        spans = [ { name = "campaign", begins = "begun", ends = "ended", printed = "100天" } ]
        """
    judgement = found(text)
    assert [(day.name, day.wrong) for day in judgement.days] == [("begun", Wrong.NONE_SUCH)]
    assert not judgement.claims
