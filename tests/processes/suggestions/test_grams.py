"""Numbers and the parties' names are no n-grams, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.suggestions.grams import BUCKETS, MOST_GRAMS, buckets, grams, mark, marks


def test_pairs_and_words_are_taken_without_numbers_and_names() -> None:
    found = grams("王小明家漏水，WiFi坏了，电话13800000000，3号楼。", ["王小明", ""])
    assert {"漏水", "wifi"} <= set(found)
    assert not any("王" in gram or "明" in gram or gram.isdigit() for gram in found)


@given(st.text(max_size=400), st.text(alphabet="王李小明芳", min_size=2, max_size=4))
def test_no_name_and_no_digit_is_left(text: str, name: str) -> None:
    found = grams(f"{text}{name}{text}", [name])
    assert not any(sign.isdigit() for gram in found for sign in gram)
    assert grams(f"甲{name}乙", [name]) == []
    assert all(0 <= at < BUCKETS for at in buckets(marks(found)))


def test_a_gram_has_the_same_mark_in_every_process() -> None:
    assert mark("漏水") == 2286058221667783669
    assert len(grams("".join(chr(0x4E00 + n) for n in range(9_000)))) == MOST_GRAMS
