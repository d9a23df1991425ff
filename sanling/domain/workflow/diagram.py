"""A definition as a picture: an SVG drawn from the data alone."""

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from django.utils.translation import gettext, override, pgettext

from sanling.domain.workflow.layout import LINE, PAD, Diagram, StateBox, Wire
from sanling.domain.workflow.routing import Router
from sanling.domain.workflow.schema import ClockRule, State, Workflow
from sanling.domain.workflow.spans import in_words

_INK, _GREY, _BLUE, _PALE = "#1f2937", "#5b6472", "#1a56a8", "#eef3fa"


def svg(definition: Workflow, language: str) -> str:
    """Return a definition's diagram in a language ("zh-hans" or "en"), with a title and a description in words.

    It needs neither script nor style attributes. Lines and boxes have the classes `wire` and `box`.
    """
    with override(language):
        texts = {state.code: _texts(definition, state) for state in definition.states}
        names = {action.code: str(action.name) for action in definition.actions}
        picture = Router(definition, texts, names, _comma()).picture()
        return Xml.tostring(_drawn(definition, picture), encoding="unicode")


def _comma() -> str:
    return pgettext("between the items of a list", ", ")


def _texts(definition: Workflow, state: State) -> list[str]:
    """Return the paragraphs of a state's box: its name, its deadlines, and what is done without leaving it."""
    clocks = [
        gettext("Time limit: %(name)s %(time)s") % {"name": rule.name, "time": in_words(rule.within)}
        for rule in (*_begun(definition, state), *state.clocks)
    ]
    here = [action for action in definition.actions if state.code in action.sources]
    if state.end:
        acts = [
            f"{action.name} → {definition.state(action.to).name}" if action.to else str(action.name)
            for action in here
        ]
    else:
        acts = [str(action.name) for action in here if action.to in {None, state.code}]
    listed = [gettext("Here: %(acts)s") % {"acts": _comma().join(acts)}] if acts else []
    return [str(state.name), *clocks, *listed]


def _begun(definition: Workflow, state: State) -> list[ClockRule]:
    """Return the clocks spanning stages that begin with the step into a state."""
    into = {action.code for action in definition.actions if action.to == state.code}
    if state.code == definition.initial:
        into.add(definition.register().code)
    return [rule for rule in definition.clocks if into.intersection(rule.starts)]


def _drawn(definition: Workflow, picture: Diagram) -> Xml.Element:
    width, height = f"{picture.width:.0f}", f"{picture.height:.0f}"
    root = Xml.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": width,
            "height": height,
            "role": "img",
            "class": "workflow-diagram",
            "aria-labelledby": f"{definition.code}-title {definition.code}-desc",
            "font-size": "12",
            "font-family": "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif",
        },
    )
    Xml.SubElement(root, "title", {"id": f"{definition.code}-title"}).text = str(definition.name)
    Xml.SubElement(root, "desc", {"id": f"{definition.code}-desc"}).text = _described(definition)
    defs = Xml.SubElement(root, "defs")
    marker = {
        "id": f"{definition.code}-tip",
        "viewBox": "0 0 8 8",
        "refX": "7.5",
        "refY": "4",
        "orient": "auto",
    }
    tip = Xml.SubElement(defs, "marker", marker | {"markerWidth": "8", "markerHeight": "8"})
    Xml.SubElement(tip, "path", {"d": "M0 0L8 4L0 8z", "fill": _GREY})
    for wire in picture.wires:
        _wire(root, wire, definition.code)
    for box in picture.boxes:
        _box(root, box, definition)
    for wire in picture.wires:
        _lines(root, wire.label, *wire.label_at, fill=_INK, anchor=wire.anchor, halo=True)
    return root


def _described(definition: Workflow) -> str:
    """Return every step in words, for those who don't see the picture."""
    said = []
    for action in definition.actions:
        sources = _comma().join(str(definition.state(code).name) for code in action.sources)
        if action.to is not None and sources:
            said.append(f"{sources} → {definition.state(action.to).name}: {action.name}")
    return "; ".join(said)


def _wire(root: Xml.Element, wire: Wire, code: str) -> None:
    points = " ".join(f"{x:g},{y:g}" for x, y in wire.points)
    line = {"class": "wire", "points": points, "fill": "none", "stroke": _GREY, "stroke-width": "1.2"}
    if wire.arrow:
        line["marker-end"] = f"url(#{code}-tip)"
    Xml.SubElement(root, "polyline", line)
    if wire.dot:
        x, y = wire.points[-1]
        Xml.SubElement(root, "circle", {"cx": f"{x:g}", "cy": f"{y:g}", "r": "2.4", "fill": _GREY})


def _box(root: Xml.Element, box: StateBox, definition: Workflow) -> None:
    state = definition.state(box.code)
    shape = {
        "class": "box",
        "x": f"{box.x:g}",
        "y": f"{box.y:g}",
        "width": f"{box.width:g}",
        "height": f"{box.height:g}",
        "rx": "18" if state.end else "6",
        "fill": "#f1f2f4" if state.end else _PALE if state.outcome else "#ffffff",
        "stroke": _GREY if state.end else _BLUE,
        "stroke-width": "2.4" if state.code == definition.initial else "1.2",
    }
    if state.paused:
        shape["stroke-dasharray"] = "5 3"
    Xml.SubElement(root, "rect", shape)
    y = box.y + PAD + 12
    _lines(root, box.title, box.x + PAD, y, fill=_INK, weight="600")
    _lines(root, box.texts, box.x + PAD, y + LINE * len(box.title), fill=_GREY)


def _lines(
    root: Xml.Element,
    lines: Sequence[str],
    x: float,
    y: float,
    *,
    fill: str,
    anchor: str = "start",
    weight: str = "400",
    halo: bool = False,
) -> None:
    for index, line in enumerate(lines):
        look = {"x": f"{x:g}", "y": f"{y + index * LINE:g}", "fill": fill, "text-anchor": anchor}
        if halo:
            look |= {"paint-order": "stroke", "stroke": "#ffffff", "stroke-width": "3"}
        Xml.SubElement(root, "text", look | {"font-weight": weight}).text = line
