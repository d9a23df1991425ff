"""Places a diagram's boxes and routes its arrows through lanes: one lane for all arrows to one state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanling.domain.workflow.layout import LINE, PAD, Diagram, StateBox, Wire, arrows, beside, main_path, wrap
from sanling.domain.workflow.schema import Workflow

MAIN, SIDE, END = 260, 220, 170
LABEL, LANE, GAP = 128, 12, 26
_AT_LEFT, _BETWEEN, _AT_RIGHT = "left", "between", "right"
_INTO = "→"

Arrow = tuple[str, str]


@dataclass(frozen=True)
class _Slot:
    """A place at a box's edge: an arrow that leaves by a lane, or a lane that comes in."""

    lane: str
    target: str
    label: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return LINE * len(self.label) + 10


class Router:
    """Lays out one definition; `texts` are the paragraphs of each state's box, `names` those of the actions."""

    def __init__(
        self, definition: Workflow, texts: Mapping[str, Sequence[str]], names: Mapping[str, str], joint: str
    ) -> None:
        self._arrows = arrows(definition)
        self._names, self._joint = names, joint
        self._path = main_path(definition)
        self._rows = beside(definition, self._path)
        self._row_of = {code: row for row, codes in self._rows.items() for code in (row, *codes)}
        ends = [state.code for state in definition.states if state.end]
        sides = [code for codes in self._rows.values() for code in codes]
        self._boxes: dict[str, StateBox] = {}
        for codes, width in ((self._path, MAIN), (sides, SIDE), (ends, END)):
            for code in codes:
                title, *lines = [wrap(text, width - 2 * PAD) for text in texts[code]]
                self._boxes[code] = StateBox(code, width, title, [line for text in lines for line in text])
        self._sides, self._ends = sides, ends
        self._wires: list[Wire] = []
        self._stubs: dict[tuple[str, str], list[tuple[float, float]]] = {}
        self._entries: dict[tuple[str, str], tuple[float, float]] = {}
        lanes = {side: self._targets(side) for side in (_AT_LEFT, _BETWEEN, _AT_RIGHT)}
        self._place_columns(lanes)

    def picture(self) -> Diagram:
        """Return the diagram."""
        y = 10.0
        for index, code in enumerate(self._path):
            y = self._row(code, y)
            following = self._path[index + 1] if index + 1 < len(self._path) else ""
            y += self._down(code, following)
        self._place_ends()
        for (lane, target), stubs in self._stubs.items():
            self._lane(lane, target, stubs)
        boxes = list(self._boxes.values())
        width = max(box.end for box in boxes) + 10
        return Diagram(boxes, self._wires, width, max(box.y + box.height for box in boxes) + 10)

    def _way(self, source: str, target: str) -> str:
        """Return the lane's side that an arrow takes, or "" for one drawn straight."""
        if target in self._ends:
            return _AT_RIGHT
        row, of = self._rows.get(self._row_of[source], []), self._row_of
        if source in self._path and target in self._path:
            at = self._path.index(source)
            return "" if self._path[at + 1 : at + 2] == [target] else _AT_LEFT
        if of[source] != of[target]:
            return _BETWEEN
        if source in row and target in row:
            return "" if row.index(target) == row.index(source) + 1 else _BETWEEN
        return ""

    def _targets(self, side: str) -> list[str]:
        found = [target for (source, target) in self._arrows if self._way(source, target) == side]
        return list(dict.fromkeys(found))

    def _place_columns(self, lanes: Mapping[str, list[str]]) -> None:
        main = 10 + (LABEL + LANE * (len(lanes[_AT_LEFT]) + 1) if lanes[_AT_LEFT] else 0)
        between = main + MAIN + LABEL
        side = between + LANE * (len(lanes[_BETWEEN]) + 1) + LABEL if self._sides else between - LABEL
        right = side + (SIDE if self._sides else 0) + LABEL
        end = right + LANE * (len(lanes[_AT_RIGHT]) + 1) + 16
        self._lane_x = {
            **{(_AT_LEFT, code): main - LABEL - LANE * (n + 1) for n, code in enumerate(lanes[_AT_LEFT])},
            **{(_BETWEEN, code): between + LANE * (n + 1) for n, code in enumerate(lanes[_BETWEEN])},
            **{(_AT_RIGHT, code): right + LANE * (n + 1) for n, code in enumerate(lanes[_AT_RIGHT])},
        }
        for codes, x in ((self._path, main), (self._sides, side), (self._ends, end)):
            for code in codes:
                self._boxes[code].x = x

    def _label(self, source: str, target: str) -> tuple[str, ...]:
        names = self._joint.join(self._names[code] for code in self._arrows[source, target])
        return tuple(wrap(names, LABEL - 8))

    def _slots(self, code: str, side: str) -> list[_Slot]:
        """Return what leaves and enters a box by the lanes of one side, comings first."""
        coming = [_Slot(side, _INTO)] if (side, code) in self._lane_x else []
        return coming + [
            _Slot(side, target, self._label(source, target))
            for source, target in self._arrows
            if source == code and self._way(source, target) == side
        ]

    def _attach(self, box: StateBox, slots: Sequence[_Slot], y: float, *, right: bool) -> float:
        """Give slots their places from y downwards at one edge of a box; return where they end."""
        for slot in slots:
            x, line = (box.end if right else box.x), y + slot.height - 6
            y += slot.height
            if slot.target == _INTO:
                self._entries[slot.lane, box.code] = (x, line)
                continue
            self._stubs.setdefault((slot.lane, slot.target), []).append((x, line))
            lane = self._lane_x[slot.lane, slot.target]
            at = (x + 6 if right else x - 6, line - 4 - LINE * (len(slot.label) - 1))
            anchor = "start" if right else "end"
            self._wires.append(Wire(((x, line), (lane, line)), slot.label, at, anchor, dot=True))
        return y

    def _row(self, code: str, y: float) -> float:
        """Place a state of the main path and those beside it; return where the row ends."""
        box = self._boxes[code]
        box.y = y
        lower = self._attach(box, self._slots(code, _AT_LEFT), y + PAD, right=False)
        between = [*self._slots(code, _AT_RIGHT), *self._slots(code, _BETWEEN)]
        below = self._attach(box, between, y + PAD, right=True)
        row = self._rows[code]
        for index, other in enumerate(row):
            below = self._beside(box, self._boxes[other], below + (12 if between and not index else 0))
            following = row[index + 1] if index + 1 < len(row) else ""
            below += self._down(other, following) if following else 0
        box.height = max(box.y + box.content, lower + PAD, below + (PAD if between or row else 0)) - y
        return y + box.height

    def _beside(self, main: StateBox, box: StateBox, y: float) -> float:
        """Place a state beside one of the main path, with the arrows between the two; return where it ends."""
        box.y, left = y, y + PAD
        for source, target in ((main, box), (box, main)):
            if (source.code, target.code) not in self._arrows:
                continue
            label = self._label(source.code, target.code)
            left += LINE * len(label) + 10
            start, anchor = (main.end, "start") if source is main else (box.x, "end")
            points = ((main.end, left - 6), (box.x, left - 6))
            at = (start + (6 if source is main else -6), left - 10 - LINE * (len(label) - 1))
            self._wires.append(
                Wire(points if source is main else points[::-1], label, at, anchor, arrow=True)
            )
        left = self._attach(box, self._slots(box.code, _BETWEEN), left, right=False)
        right = self._attach(box, self._slots(box.code, _AT_RIGHT), y + PAD, right=True)
        box.height = max(y + box.content, left + PAD, right + PAD) - y
        return box.y + box.height

    def _down(self, code: str, following: str) -> float:
        """Draw the arrow to the box that follows below, if one leads there; return the room between the two."""
        if (code, following) not in self._arrows:
            return GAP
        label, box = self._label(code, following), self._boxes[code]
        room = max(GAP, LINE * len(label) + 22)
        x, y = box.x + box.width / 2, box.y + box.height
        self._wires.append(Wire(((x, y), (x, y + room)), label, (x + 8, y + 18), arrow=True))
        return room

    def _place_ends(self) -> None:
        def wanted(code: str) -> float:
            stubs = self._stubs.get((_AT_RIGHT, code), [])
            return sum(y for _x, y in stubs) / len(stubs) if stubs else 0

        y = 10.0
        for code in sorted(self._ends, key=wanted):
            box = self._boxes[code]
            box.height = box.content
            box.y = max(y, wanted(code) - box.height / 2)
            self._entries[_AT_RIGHT, code] = (box.x, box.y + box.height / 2)
            y = box.y + box.height + 14

    def _lane(self, lane: str, target: str, stubs: Sequence[tuple[float, float]]) -> None:
        """Draw the lane that the arrows to one state share."""
        x, (edge, y) = self._lane_x[lane, target], self._entries[lane, target]
        heights = [y, *(line for _x, line in stubs)]
        self._wires.append(Wire(((x, min(heights)), (x, max(heights)))))
        self._wires.append(Wire(((x, y), (edge, y)), arrow=True))
