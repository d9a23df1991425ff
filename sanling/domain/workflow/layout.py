"""Where a diagram's boxes and arrows go: the main path straight down, other states beside it, ends at the right.

Arrows to one state share a lane, so that their number does not grow with the actions; an act that stays in its state
is a line in the state's box.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from sanling.domain.workflow import graph
from sanling.domain.workflow.schema import Workflow

FONT = 12
LINE = 16
PAD = 10


@dataclass
class StateBox:
    """A state's box: its texts, and where it stands."""

    code: str
    width: float
    title: list[str]
    texts: list[str]
    x: float = 0
    y: float = 0
    height: float = 0

    @property
    def end(self) -> float:
        """Return the right edge."""
        return self.x + self.width

    @property
    def content(self) -> float:
        """Return the height that the texts need."""
        return LINE * (len(self.title) + len(self.texts)) + 2 * PAD


@dataclass(frozen=True)
class Wire:
    """A line of straight pieces, with an arrow at its end or a dot where it joins a lane, and its label's lines."""

    points: tuple[tuple[float, float], ...]
    label: tuple[str, ...] = ()
    label_at: tuple[float, float] = (0, 0)
    anchor: str = "start"
    arrow: bool = False
    dot: bool = False


@dataclass
class Diagram:
    """A laid-out diagram, in pixels."""

    boxes: list[StateBox] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)
    width: float = 0
    height: float = 0


def text_width(text: str) -> float:
    """Return roughly how wide a text is at the diagram's size."""
    return sum(FONT if east_asian_width(char) in "WF" else FONT * 0.56 for char in text)


def wrap(text: str, width: float) -> list[str]:
    """Break a text into lines, Chinese anywhere and other words at blanks."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and text_width(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterable[str]:
    word = ""
    for char in text:
        if east_asian_width(char) in "WF":
            if word and char not in "、，。；：）":
                yield word
                word = ""
            word += char
        elif char == " ":
            yield word + char
            word = ""
        elif char not in ",;" and word and east_asian_width(word[-1]) in "WF":
            yield word
            word = char
        else:
            word += char
    if word:
        yield word


def arrows(definition: Workflow) -> dict[tuple[str, str], list[str]]:
    """Return the codes of the actions between two different states, without what is done at an end."""
    found: dict[tuple[str, str], list[str]] = {}
    for source, action, to in graph.moves(definition):
        if source != to and not definition.state(source).end:
            found.setdefault((source, to), []).append(action.code)
    return found


def main_path(definition: Workflow) -> list[str]:
    """Return the states that primary actions lead through from the initial one, ends left out."""
    path = [definition.initial]
    while True:
        onward = [
            action.to
            for action in definition.actions
            if action.style == "primary" and path[-1] in action.sources and action.to not in {None, *path}
        ]
        following = next((to for to in onward if to and not definition.state(to).end), None)
        if following is None:
            return path
        path.append(following)


def beside(definition: Workflow, path: Sequence[str]) -> dict[str, list[str]]:
    """Return the states that stand beside each one of the main path: those first come to from there."""
    rows: dict[str, list[str]] = {code: [] for code in path}
    placed = {code: code for code in path}
    rest = [state.code for state in definition.states if not state.end and state.code not in placed]
    while rest:
        steps = ((source, to) for source, to in arrows(definition) if source in placed and to in rest)
        source, code = next(steps, (path[-1], rest[0]))
        placed[code] = placed[source]
        rows[placed[code]].append(code)
        rest.remove(code)
    return rows
