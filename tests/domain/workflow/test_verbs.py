"""The verbs of the house in one table, and what each of its columns makes a definition's checks say."""

from typing import NamedTuple

import pytest

from sanling.domain.workflow import check_clocks, check_forms, graph
from sanling.domain.workflow.check import check
from sanling.domain.workflow.finding import Known
from sanling.domain.workflow.verbs import Verb, Way, verb_of, verbs
from tests.domain.workflow.stage import action, asked, definition, rule, state


class Row(NamedTuple):
    """What a form must ask for, where the verb alone leads, whom it tells, and what else sets it apart."""

    asks: str = ""
    way: Way | None = None
    tells: str = ""
    apart: str = ""


TABLE: dict[str, Row] = {
    "accept": Row(),
    "add": Row(tells="matter.added: assignee or owners", apart="at_an_end"),
    "answer_handover": Row("finding (choice)"),
    "apply_to_court": Row(tells="matter.moved_here: owners"),
    "archive": Row(apart="at_an_end"),
    "ask_papers": Row("papers (long_text)", None, "matter.moved_here: owners"),
    "assign": Row("a post", Way.CHARGING, "matter.assigned: assignee", "assigns_to handed"),
    "check": Row(tells="matter.moved_here: owners"),
    "classify": Row("a category or division", apart="at_an_end"),
    "compare": Row("finding (choice), note (long_text)"),
    "decide_extension": Row(
        "granted (choice)", None, "matter.extension_decided: assignee or owners", "moves_clocks"
    ),
    "declare": Row("statement (long_text)", tells="matter.moved_here: owners"),
    "disclose": Row("relation (long_text)"),
    "dismiss": Row(tells="matter.moved_here: owners"),
    "escalate": Row(tells="matter.moved_here: owners"),
    "extend": Row(
        "a allowance, by (allowance)",
        None,
        "matter.extension_asked: doers of decide_extension",
        "moves_clocks",
    ),
    "fall": Row("standing (standing)", None, "recognition.fallen: assignee or owners", "computed"),
    "finish_joint": Row(),
    "follow": Row(way=Way.FOLLOWING, apart="at_an_end needless follows"),
    "give_opinion": Row(tells="matter.moved_here: owners"),
    "grant": Row(),
    "hand_out": Row(apart="computed"),
    "hand_on": Row(tells="matter.moved_here: owners"),
    "handle": Row(),
    "hear_sides": Row("present (choice)"),
    "hear_court": Row("stage (choice)", None, "mediation.court: assignee or owners", "at_an_end computed"),
    "object_to_ruling": Row(
        "by (choice), since (date), filed_on (date)", None, "matter.reopened: owners", "at_an_end needless"
    ),
    "hear_choice": Row(tells="mediation.choosing: owners", apart="computed"),
    "hear_side": Row("heard (choice)", None, "mediation.heard: assignee or owners", "computed"),
    "join_in": Row("a units, units (units)", None, "matter.joined: called in of report_in", "assigns_to"),
    "keep_up": Row(tells="recognition.kept_up: owners", apart="needless"),
    "let_tell": Row(apart="at_an_end needless"),
    "lift": Row("standing (standing)", None, "recognition.lifted: assignee or owners", "computed"),
    "merge": Row(
        "a text, number (text)", Way.MERGING, "matter.merged: those who work on the other", "needless"
    ),
    "object": Row(tells="matter.moved_here: owners"),
    "offer": Row("a post", Way.CHARGING, "matter.assigned: assignee", "assigns_to computed"),
    "pass_over": Row(tells="matter.returned: owners", apart="computed"),
    "pause": Row(way=Way.PAUSING),
    "propose": Row(tells="matter.moved_here: owners"),
    "rate": Row("result (rating)", None, "matter.rated: assignee or owners", "at_an_end"),
    "refuse": Row(),
    "refuse_sides": Row(tells="mediation.heard: assignee or owners", apart="computed"),
    "register": Row(tells="matter.registered: owners", apart="registers"),
    "relate": Row("number (text), relation (choice)", apart="at_an_end"),
    "reopen": Row(tells="matter.reopened: owners", apart="at_an_end needless"),
    "reply": Row("reply (long_text)", apart="at_an_end"),
    "report_in": Row(),
    "resolve": Row(),
    "resume": Row(way=Way.RESUMING),
    "return": Row(tells="matter.returned: owners"),
    "revisit": Row(apart="at_an_end"),
    "rise": Row("standing (standing)", None, "recognition.risen: assignee or owners", "needless computed"),
    "route": Row("a unit", None, "matter.moved_here: owners"),
    "send_link": Row("to (choice)", apart="at_an_end"),
    "settle_by_agreement": Row(tells="mediation.settled: assignee or owners", apart="computed"),
    "sign_for": Row(),
    "split": Row(tells="matter.split: owners", apart="at_an_end needless follows"),
    "spot_check": Row("spot (choice), note (long_text)"),
    "step_back": Row("head (choice)", tells="matter.returned: owners"),
    "supervise": Row(tells="matter.supervised: assignee or owners"),
    "take_handover": Row(),
    "take_up": Row(tells="matter.moved_here: owners", apart="at_an_end needless"),
    "uphold": Row(),
    "withdraw": Row(tells="matter.withdrawn: assignee or owners", apart="needless"),
    "withhold": Row(),
}
FLAGS = ("at_an_end", "registers", "moves_clocks", "assigns_to", "handed", "needless", "follows", "computed")


def row_of(verb: Verb) -> Row:
    """Return what a verb says of itself, in the words of the table."""
    asks = [f"a {' or '.join(verb.needs)}"] if verb.needs else []
    asks += [f"{code} ({kind})" for code, kind in verb.asks.items()]
    told = verb.tells
    tells = f"{told.notice}: {told.to}{f' of {told.verb}' if told.verb else ''}" if told else ""
    return Row(", ".join(asks), verb.way, tells, " ".join(flag for flag in FLAGS if getattr(verb, flag)))


def test_every_verb_is_in_the_table_as_it_is() -> None:
    assert {code: row_of(verb) for code, verb in verbs().items()} == TABLE


def test_an_unknown_verb_is_a_key_error_and_one_that_says_nothing_does_nothing() -> None:
    with pytest.raises(KeyError):
        verb_of("conjure")
    assert Verb().apply(None) is None  # type: ignore[arg-type, func-returns-value]


KNOWN = Known(
    roles={"clerk": frozenset({"township"})},
    levels=("township",),
    kinds={"dispute": "staged"},
    steps=frozenset(),
    outcomes=frozenset(),
)


@pytest.mark.parametrize("verb", [code for code in TABLE if code != "register"])
def test_only_what_may_be_done_at_an_end_starts_from_one(verb: str) -> None:
    late = action("late", verb, **{"from": ["over"]})
    leave = action("leave", "handle", **{"from": ["here"], "to": "over"})
    drawn = definition(leave, late, states=[state("here", owner=("clerk",)), state("over", end=True)])
    refused = [found for found in check(drawn, KNOWN) if "At an end nothing can be done" in found.message]
    assert bool(refused) == ("at_an_end" not in TABLE[verb].apart)
    assert all(
        set(found.allowed) == set(filter(lambda code: "at_an_end" in TABLE[code].apart, TABLE))
        for found in refused
    )


@pytest.mark.parametrize("verb", [code for code, row in TABLE.items() if row.asks])
def test_a_form_that_does_not_ask_for_what_the_verb_needs_is_refused(verb: str) -> None:
    bare = definition(action("it", verb, **{"from": ["here"]}))
    refused = [
        found.message for found in check_forms.forms(bare, KNOWN) if "one must be asked for" in found.message
    ]
    assert len(refused) == TABLE[verb].asks.count(",") + 1


@pytest.mark.parametrize("verb", TABLE)
def test_only_an_extension_names_the_clocks_that_it_moves(verb: str) -> None:
    moving = definition(
        action("it", verb, **{"from": ["here"], "moves": ["spans"]}),
        clocks=[rule("spans", starts=["register"])],
    )
    strange = any(
        "names the clocks that it moves" in found.message for found in check_forms.forms(moving, KNOWN)
    )
    assert strange == ("moves_clocks" not in TABLE[verb].apart)


@pytest.mark.parametrize("verb", TABLE)
def test_clocks_of_an_assignment_stand_only_under_what_makes_one(verb: str) -> None:
    timed = action("it", verb, **{"from": ["here"]}).model_copy(
        update={"clocks": (rule("theirs", stops=["it"]),)}
    )
    strange = [found.message for found in check_clocks.timers(definition(timed))]
    assert ("The action makes no assignment." in strange) == ("assigns_to" not in TABLE[verb].apart)


@pytest.mark.parametrize("verb", TABLE)
def test_what_is_needless_meets_no_clock_that_waits_for_anything(verb: str) -> None:
    drawn = definition(
        action("it", verb, **{"from": ["here"]}), clocks=[rule("any"), rule("its", stops=["it"])]
    )
    assert drawn.met_by("it") == ({"its"} if "needless" in TABLE[verb].apart else {"any", "its"})


@pytest.mark.parametrize("verb", [code for code in TABLE if code != "register"])
def test_the_system_hands_on_only_by_what_takes_whom_to_hand_to(verb: str) -> None:
    form = (asked("whom", "post").model_copy(update={"required": True}),)
    act = action("it", verb, **{"from": ["here"], "who": [{"relation": "system"}]}).model_copy(
        update={"fields": form}
    )
    late = rule("late", starts=["register"], on_overdue={"act": "it", "hand_to": "holder:clerk"})
    said = [found.message for found in check_clocks.timers(definition(act, clocks=[late]))]
    assert any("`hand_to` goes with" in message for message in said) == ("handed" not in TABLE[verb].apart)


def test_ways_between_states_are_led_by_their_verbs_alone() -> None:
    places = [state("here"), state("waits", unassigned=True), state("rests", paused=True)]
    steps = {
        (way, source, to): action("it", code, **{"from": [source], "to": to})
        for code, row in TABLE.items()
        if (way := row.way) in {None, Way.CHARGING, Way.PAUSING, Way.RESUMING} and code != "register"
        for source, to in (("waits", "here"), ("here", "rests"), ("rests", "here"))
    }
    legal = {
        (way, source, to)
        for (way, source, to), act in steps.items()
        if not any(
            words in found.message
            for found in check(definition(act, states=places), KNOWN)
            for words in (
                "only assigning",
                "Only pausing",
                "Pausing leads",
                "Resuming leads",
                "Assigning leads",
            )
        )
    }
    assert (Way.CHARGING, "waits", "here") in legal
    assert (None, "waits", "here") not in legal
    assert {way for way, _source, to in legal if to == "rests"} == {Way.PAUSING}
    assert (Way.RESUMING, "rests", "here") in legal
    assert graph.reachable(definition(states=places)) == {"here"}
