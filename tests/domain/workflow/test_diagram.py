"""The picture of a definition: everything is on it, nothing overlaps, and no script or style attribute is needed."""

from itertools import combinations
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.workflow.diagram import svg
from sanling.domain.workflow.layout import arrows, beside, main_path, text_width, wrap
from sanling.domain.workflow.routing import Router
from sanling.domain.workflow.spans import in_words
from sanling.foundation.calendar import Allowance
from tests.domain.workflow.shipped import CODES, shipped

NS = "{http://www.w3.org/2000/svg}"


def router(code: str) -> Router:
    definition = shipped()[code]
    texts = {state.code: [state.name.zh, state.public.zh] for state in definition.states}
    return Router(definition, texts, {action.code: action.name.zh for action in definition.actions}, "、")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_picture_has_every_state_and_act_and_a_description(code: str, language: str) -> None:
    definition = shipped()[code]
    drawn = svg(definition, language)
    root = Xml.fromstring(drawn)
    said = "".join("".join(text.itertext()) for text in root.iter(f"{NS}text")).replace(" ", "")
    labels = [state.name for state in definition.states] + [action.name for action in definition.actions[1:]]
    for label in labels:
        name = label.en if language == "en" else label.zh
        assert name.replace(" ", "") in said, name
    assert root.find(f"{NS}title") is not None
    assert root.get("role") == "img"
    assert "style=" not in drawn
    assert "<script" not in drawn


@pytest.mark.parametrize("code", CODES)
def test_boxes_do_not_overlap_and_every_arrow_is_drawn_inside_the_picture(code: str) -> None:
    picture = router(code).picture()
    for box, other in combinations(picture.boxes, 2):
        apart_across = box.end <= other.x or other.end <= box.x
        assert apart_across or box.y + box.height <= other.y or other.y + other.height <= box.y
    for wire in picture.wires:
        for x, y in wire.points:
            assert 0 <= x <= picture.width
            assert 0 <= y <= picture.height
            assert not any(box.x < x < box.end and box.y < y < box.y + box.height for box in picture.boxes)
    labelled = sum(bool(wire.label) for wire in picture.wires)
    assert labelled == len(arrows(shipped()[code]))


@pytest.mark.parametrize("code", CODES)
def test_the_picture_fits_a_desk_screen(code: str) -> None:
    assert router(code).picture().width <= 1400


def test_the_main_path_is_what_usually_happens() -> None:
    dispute = shipped()["dispute"]
    assert main_path(dispute) == ["waiting", "accepted", "assigned", "mediating", "settled"]
    assert beside(dispute, main_path(dispute))["mediating"] == ["paused", "unsuccessful"]


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80), st.integers(40, 300))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_a_long_label_is_broken_into_lines_that_fit() -> None:
    lines = wrap("导入其他途径（第一至五类）、检举控告：按管理权限转送", 120)
    assert all(text_width(line) <= 132 for line in lines)
    assert len(lines) == 3


@pytest.mark.parametrize("text", ["15 min", "1 h", "4 wh", "30 d", "5 wd"])
def test_deadlines_are_said_in_words(text: str) -> None:
    amount = text.partition(" ")[0]
    assert amount in in_words(Allowance.parse(text))
