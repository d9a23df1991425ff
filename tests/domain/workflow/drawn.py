"""Definitions drawn at random, sound or not, for what must be so of every one of them."""

from hypothesis import strategies as st

from sanling.domain.workflow.schema import Action, ClockRule, State, Workflow
from tests.domain.workflow.stage import action, definition, rule, state

KINDS: tuple[dict[str, object], ...] = ({}, {"end": True}, {"outcome": "settled"})


@st.composite
def states(draw: st.DrawFn) -> list[State]:
    """Draw up to six states; the first is the one that matters begin in."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=5))
    return [state(f"s{number}", **kind) for number, kind in enumerate([{}, *kinds])]


@st.composite
def actions(draw: st.DrawFn, codes: list[str]) -> list[Action]:
    """Draw up to seven actions between some states; an action may lead from several, and back to where it began."""
    found = []
    for number in range(draw(st.integers(0, 7))):
        sources = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True))
        to = draw(st.sampled_from([None, *codes]))
        style = draw(st.sampled_from(["primary", "normal"]))
        found.append(action(f"a{number}", "handle", **{"from": sources, "to": to, "style": style}))
    return found


@st.composite
def definitions(draw: st.DrawFn) -> Workflow:
    """Draw a definition with up to two clocks that span stages."""
    places = draw(states())
    acts = draw(actions([place.code for place in places]))
    codes = ["register", *(act.code for act in acts)]
    named = st.lists(st.sampled_from(codes), max_size=2, unique=True)
    clocks: list[ClockRule] = [
        rule(f"c{number}", starts=tuple(draw(named)), stops=tuple(draw(named)), drops=tuple(draw(named)))
        for number in range(draw(st.integers(0, 2)))
    ]
    return definition(*acts, states=places, clocks=clocks)
