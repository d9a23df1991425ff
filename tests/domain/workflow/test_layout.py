"""Texts are broken without loss, the main path is what primary acts lead along, and each state has one place."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanling.domain.workflow.layout import (
    FONT,
    LINE,
    PAD,
    StateBox,
    arrows,
    beside,
    main_path,
    text_width,
    wrap,
)
from sanling.domain.workflow.schema import Workflow
from tests.domain.workflow.drawn import definitions
from tests.domain.workflow.stage import action, definition, state

# Words, Chinese, punctuation, and what no font has: a rare character, one for private use.
TEXTS = st.text(alphabet="ab cd,;期限、，。）（三零𠮷\ue000é", max_size=60)


@given(TEXTS, st.integers(20, 200))
def test_breaking_a_text_loses_and_adds_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line == line.rstrip() for line in lines)


@given(TEXTS, st.integers(60, 200))
def test_a_line_is_no_wider_than_its_box_unless_it_is_one_word(text: str, width: int) -> None:
    for line in wrap(text, width):
        assert text_width(line) <= width or len(wrap(line, 1)) == 1


def test_a_line_is_as_full_as_it_may_be() -> None:
    assert wrap("一二三四五", 3 * FONT) == ["一二三", "四五"]
    assert wrap("one two three", text_width("one two")) == ["one two", "three"]


def test_no_line_begins_with_a_comma_or_a_closing_bracket() -> None:
    assert wrap("甲、乙，丙。丁；戊：己）", FONT) == ["甲、", "乙，", "丙。", "丁；", "戊：", "己）"]


def test_a_line_may_end_between_chinese_and_other_letters_but_not_before_their_comma() -> None:
    assert wrap("限期ab办理", text_width("限期")) == ["限期", "ab", "办理"]
    assert wrap("甲,乙;丙", FONT) == ["甲,", "乙;", "丙"]


def test_a_box_ends_where_it_is_wide_and_is_as_high_as_its_texts() -> None:
    box = StateBox("a", width=100, title=["一"], texts=["二", "三"], x=20)
    assert box.end == 120
    assert box.content == 3 * LINE + 2 * PAD


def test_chinese_is_twice_as_wide_as_other_letters_about() -> None:
    assert text_width("三零") == 2 * FONT
    assert FONT / 2 < text_width("a") < FONT
    assert text_width("") == 0


def line(*codes: str, style: str = "primary") -> Workflow:
    """Return a definition in which each state leads to the next, and the last is an end."""
    places = [state(code) for code in codes[:-1]] + [state(codes[-1], end=True)]
    acts = [
        action(f"from_{source}", "handle", **{"from": [source], "to": to, "style": style})
        for source, to in itertools.pairwise(codes)
    ]
    return definition(*acts, states=places)


def test_the_main_path_is_that_of_primary_acts_without_the_end() -> None:
    assert main_path(line("a", "b", "c", "over")) == ["a", "b", "c"]
    assert main_path(line("a", "b", "over", style="normal")) == ["a"]


@given(definitions())
@settings(max_examples=100)
def test_the_main_path_begins_at_the_beginning_and_passes_no_state_twice(drawn: Workflow) -> None:
    path = main_path(drawn)
    assert path[0] == drawn.initial
    assert len(set(path)) == len(path)
    for source, to in itertools.pairwise(path):
        assert any(act.style == "primary" and source in act.sources and act.to == to for act in drawn.actions)


@given(definitions())
@settings(max_examples=100)
def test_every_state_that_is_no_end_stands_in_one_place(drawn: Workflow) -> None:
    path = main_path(drawn)
    rows = beside(drawn, path)
    placed = [*rows, *itertools.chain.from_iterable(rows.values())]
    assert sorted(placed) == sorted({drawn.initial, *(place.code for place in drawn.states if not place.end)})
    assert list(rows) == path


def test_a_state_stands_beside_the_one_that_it_is_first_come_to_from() -> None:
    aside = action("aside", "handle", **{"from": ["b"], "to": "c"})
    go = action("go", "handle", **{"from": ["a"], "to": "b", "style": "primary"})
    further = action("further", "handle", **{"from": ["c"], "to": "d"})
    found = definition(aside, go, further, states=[state(code) for code in "abcd"])
    assert beside(found, ["a", "b"]) == {"a": [], "b": ["c", "d"]}


def test_what_nothing_leads_to_stands_at_the_end_of_the_path() -> None:
    assert beside(definition(states=[state("a"), state("lost")]), ["a"]) == {"a": ["lost"]}


@pytest.mark.parametrize("at_an_end", [False, True])
def test_arrows_are_steps_to_another_state_of_what_has_not_ended(*, at_an_end: bool) -> None:
    go, also, stay = (
        action(code, "handle", **{"from": ["a"], "to": to})
        for code, to in (("go", "b"), ("also", "b"), ("stay", None))
    )
    found = definition(go, also, stay, states=[state("a", end=at_an_end), state("b")])
    assert arrows(found) == ({} if at_an_end else {("a", "b"): ["go", "also"]})
