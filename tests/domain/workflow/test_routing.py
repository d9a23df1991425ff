"""A diagram's boxes stand apart, and each step of a definition is one arrow with its name, on any definition drawn."""

import itertools

from hypothesis import given, settings

from sanling.domain.workflow.layout import PAD, Diagram, StateBox, Wire, arrows, main_path, text_width
from sanling.domain.workflow.routing import Router
from sanling.domain.workflow.schema import Workflow
from tests.domain.workflow.drawn import definitions
from tests.domain.workflow.stage import action, definition, state


def picture(drawn: Workflow, words: str = "一段说明") -> Diagram:
    """Return the diagram of a definition whose states and actions are called by their codes."""
    texts = {place.code: [place.code, words] for place in drawn.states}
    return Router(drawn, texts, {act.code: act.code for act in drawn.actions}, "、").picture()


def apart(box: StateBox, other: StateBox) -> bool:
    """Tell whether two boxes stand beside or above each other."""
    side = box.end <= other.x or other.end <= box.x
    return side or box.y + box.height <= other.y or other.y + other.height <= box.y


@given(definitions())
@settings(max_examples=100)
def test_every_state_has_a_box_and_no_two_overlap(drawn: Workflow) -> None:
    boxes = picture(drawn).boxes
    assert sorted(box.code for box in boxes) == sorted(place.code for place in drawn.states)
    for box, other in itertools.combinations(boxes, 2):
        assert apart(box, other), (box, other)


@given(definitions())
@settings(max_examples=100)
def test_everything_lies_in_the_picture(drawn: Workflow) -> None:
    made = picture(drawn)
    for box in made.boxes:
        assert 0 <= box.x < box.end <= made.width
        assert 0 <= box.y < box.y + box.height <= made.height
    for x, y in (point for wire in made.wires for point in wire.points):
        assert 0 <= x <= made.width
        assert 0 <= y <= made.height


@given(definitions())
@settings(max_examples=100)
def test_each_arrow_is_named_once_by_all_the_acts_that_lead_along_it(drawn: Workflow) -> None:
    said = sorted("".join(wire.label) for wire in picture(drawn).wires if wire.label)
    assert said == sorted("、".join(codes) for codes in arrows(drawn).values())


@given(definitions())
@settings(max_examples=100)
def test_arrows_to_one_state_share_their_tip(drawn: Workflow) -> None:
    made = picture(drawn)
    tips = [wire for wire in made.wires if wire.arrow]
    assert len({wire.points[-1] for wire in tips}) == len(tips)
    assert len(tips) <= len(arrows(drawn))
    assert bool(tips) == bool(arrows(drawn))


@given(definitions())
@settings(max_examples=50)
def test_wires_are_straight_and_a_box_holds_its_texts(drawn: Workflow) -> None:
    made = picture(drawn, "很长的一段说明" * 5)
    for wire in made.wires:
        for (x, y), (other_x, other_y) in itertools.pairwise(wire.points):
            assert x == other_x or y == other_y
    for box in made.boxes:
        assert box.height >= box.content
        assert all(text_width(text) <= box.width - 2 * PAD for text in (*box.title, *box.texts))


def on(point: tuple[float, float], wire: Wire) -> bool:
    """Tell whether a point lies on a wire of one straight piece."""
    (x, y), (other_x, other_y) = wire.points
    return min(x, other_x) <= point[0] <= max(x, other_x) and min(y, other_y) <= point[1] <= max(y, other_y)


@given(definitions())
@settings(max_examples=100)
def test_a_branch_joins_a_lane_that_leads_to_a_tip_at_a_box(drawn: Workflow) -> None:
    made = picture(drawn)
    tips = [wire for wire in made.wires if wire.arrow]
    lanes = [wire for wire in made.wires if not wire.arrow and not wire.dot]
    for branch in (wire for wire in made.wires if wire.dot):
        joined = [lane for lane in lanes if on(branch.points[-1], lane)]
        assert any(on(tip.points[0], lane) for lane in joined for tip in tips)
    edges = {(edge, box.y, box.y + box.height) for box in made.boxes for edge in (box.x, box.end)}
    for tip in tips:
        x, y = tip.points[-1]
        above = any(box.x < x < box.end and box.y == y for box in made.boxes)
        assert above or any(x == edge and top < y < bottom for edge, top, bottom in edges)


def test_the_main_path_goes_straight_down_in_its_order() -> None:
    go = [
        action(f"to_{to}", "handle", **{"from": [source], "to": to, "style": "primary"})
        for source, to in itertools.pairwise("abc")
    ]
    drawn = definition(*go, states=[state(code) for code in "abc"])
    made = picture(drawn)
    column = [box for box in made.boxes if box.code in main_path(drawn)]
    assert [box.code for box in sorted(column, key=lambda box: box.y)] == ["a", "b", "c"]
    assert len({box.x for box in column}) == 1
    down = [wire for wire in made.wires if wire.arrow]
    assert [wire.label for wire in down] == [("to_b",), ("to_c",)]
    assert all(wire.points[0][0] == wire.points[1][0] for wire in down)


def test_a_step_aside_is_named_at_the_box_that_it_leaves() -> None:
    steps = [("aside", "a", "b"), ("back", "b", "a")]
    acts = [action(code, "handle", **{"from": [source], "to": to}) for code, source, to in steps]
    made = picture(definition(*acts, states=[state("a"), state("b")]))
    boxes = {box.code: box for box in made.boxes}
    there, back = (next(wire for wire in made.wires if wire.label == (code,)) for code, *_rest in steps)
    assert (there.points[0][0], back.points[0][0]) == (boxes["a"].end, boxes["b"].x)
    assert (there.anchor, back.anchor) == ("start", "end")
    assert boxes["a"].end < there.label_at[0] < back.label_at[0] < boxes["b"].x
    assert there.label_at[1] < back.label_at[1]


def test_what_goes_down_is_named_beside_its_arrow_that_starts_in_the_middle() -> None:
    down = action("down", "handle", **{"from": ["a"], "to": "b", "style": "primary"})
    made = picture(definition(down, states=[state("a"), state("b")]))
    box, (wire,) = made.boxes[0], made.wires
    assert wire.points[0] == (box.x + box.width / 2, box.y + box.height)
    assert wire.label_at[0] > wire.points[0][0]
    assert wire.points[0][1] < wire.label_at[1] < wire.points[1][1]


def test_ends_stand_at_the_right_of_all_else() -> None:
    over = action("over", "handle", **{"from": ["a", "b"], "to": "end"})
    drawn = definition(over, states=[state("a"), state("b"), state("end", end=True)])
    boxes = {box.code: box for box in picture(drawn).boxes}
    assert boxes["end"].x > max(boxes["a"].end, boxes["b"].end)
