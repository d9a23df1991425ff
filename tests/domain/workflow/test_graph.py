"""What the checks believe of a definition is what happens when its acts are carried out, on any definition drawn."""

from collections import defaultdict
from collections.abc import Iterator

from hypothesis import given, settings

from sanling.domain.workflow import graph
from sanling.domain.workflow.schema import Action, Workflow
from tests.domain.workflow.drawn import definitions
from tests.domain.workflow.stage import Case, Facts, Running, Staged, action, definition, rule, state

# Where a matter stands, and the clocks that run.
Standing = tuple[str, frozenset[str]]


def after(drawn: Workflow, act: Action, standing: Standing) -> Standing:
    """Carry an act out on the stage."""
    at, running = standing
    facts = Facts(clocks=[Running(code) for code in sorted(running)])
    staged = Staged(drawn, act, situation=facts, matter=Case(state=at, open=not drawn.state(at).end))
    staged.carry_out()
    return staged.matter.state, frozenset(clock.code for clock in facts.clocks)


def every_standing(drawn: Workflow) -> set[Standing]:
    """Return all that a matter can come to, by trying every act everywhere."""
    begun = frozenset(clock.code for clock in drawn.starting("register"))
    found: set[Standing] = set()
    fresh = {(drawn.initial, begun)}
    while fresh:
        found |= fresh
        fresh = {
            after(drawn, act, standing)
            for standing in fresh
            for act in drawn.actions
            if standing[0] in act.sources
        } - found
    return found


@given(definitions())
@settings(max_examples=60)
def test_reachable_is_what_some_row_of_acts_comes_to(drawn: Workflow) -> None:
    assert graph.reachable(drawn) == {at for at, _running in every_standing(drawn)}


@given(definitions())
@settings(max_examples=60)
def test_a_clock_must_run_where_it_runs_whichever_way_a_matter_came(drawn: Workflow) -> None:
    always: dict[str, set[str]] = {}
    for at, running in every_standing(drawn):
        always[at] = always.get(at, set(running)) & running
    assert graph.must_run(drawn) == always


@given(definitions())
@settings(max_examples=60)
def test_a_clock_may_run_wherever_it_ever_runs_and_nowhere_else_that_matters_come_to(
    drawn: Workflow,
) -> None:
    seen = defaultdict[str, set[str]](set)
    for at, running in every_standing(drawn):
        for code in running:
            seen[code].add(at)
    for clock in drawn.clocks:
        may = graph.may_run(drawn, clock)
        assert seen[clock.code] <= may
        if graph.reachable(drawn) == {place.code for place in drawn.states}:
            assert seen[clock.code] == may


def walks(drawn: Workflow, at: str, passed: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the states of every way from a state that passes none twice."""
    yield at
    for source, _act, to in graph.moves(drawn):
        if source == at and to not in (*passed, at):
            yield from walks(drawn, to, (*passed, at))


@given(definitions())
@settings(max_examples=60)
def test_an_end_can_be_reached_from_where_some_way_leads_to_one(drawn: Workflow) -> None:
    ending = {
        place.code
        for place in drawn.states
        if any(drawn.state(code).end for code in walks(drawn, place.code))
    }
    assert graph.ending(drawn) == ending


def test_an_act_that_stays_and_one_that_leads_nowhere_known_are_steps_or_none() -> None:
    stays = action("stays", "handle", **{"from": ["here", "there"]})
    strays = action("strays", "handle", **{"from": ["here"], "to": "nowhere"})
    steps = [(source, act.code, to) for source, act, to in graph.moves(definition(stays, strays))]
    assert steps == [("here", "stays", "here"), ("there", "stays", "there")]


def test_a_clock_ends_where_a_matter_is_settled_and_one_begun_by_that_step_runs() -> None:
    settle = action("settle", "resolve", **{"from": ["here"], "to": "done"})
    clocks = [rule("work", starts=["register"]), rule("revisit", starts=["settle"])]
    drawn = definition(settle, states=[state("here"), state("done", outcome="settled")], clocks=clocks)
    assert graph.must_run(drawn) == {"here": {"work"}, "done": {"revisit"}}
    assert graph.may_run(drawn, clocks[0]) == {"here"}
    assert graph.may_run(drawn, clocks[1]) == {"done"}
