"""The checks of states, steps and people, each with the small definition broken in one place."""

from pathlib import Path

import pytest

from tests.domain.workflow.small import SHARED, Broken, assert_told, problems

BROKEN = [
    Broken('initial = "waiting"', 'initial = "wating"', "initial", "no state 'wating'", "waiting"),
    Broken('kind = "dispute"', 'kind = "quarrel"', "kind", "no matter kind", "dispute"),
    Broken('code = "small"', 'code = "large"', "kind", "follow the workflow 'small'", ""),
    Broken('outcome = "settled"', 'outcome = "fine"', "states.settled.outcome", "no outcome", "settled"),
    Broken(
        'paused = true\nowner = ["mediator"]',
        'paused = true\nowner = ["boss"]',
        "states.paused.owner[0]",
        "no role",
        "mediator",
    ),
    Broken(
        'paused = true\nowner = ["mediator"]', "paused = true", "states.paused", "Nobody must act", "clerk"
    ),
    Broken('verb = "archive"', 'verb = "shelve"', "actions.archive.verb", "Nothing performs", "archive"),
    Broken('verb = "report_in"', 'verb = "dance"', "actions.report_in.verb", "Nothing performs", "report_in"),
    Broken(
        'guards = ["no_open_joint"]',
        'guards = ["nice"]',
        "actions.resolve.guards[0]",
        "No guard 'nice'",
        "no_open_joint",
    ),
    Broken(
        'from = ["paused"]',
        'from = ["paused", "pausd"]',
        "actions.resume.from[1]",
        "no state 'pausd'",
        "paused",
    ),
    Broken('to = "settled"', 'to = "solved"', "actions.resolve.to", "no state 'solved'", "settled"),
    Broken(
        'levels = ["township"]',
        'levels = ["town"]',
        "actions.report_in.who[0].levels[0]",
        "no level 'town'",
        "village",
    ),
    Broken(
        'levels = ["township"]',
        'levels = ["city"]',
        "actions.report_in.who[0].roles[0]",
        "no 'clerk' at these levels",
        "township",
    ),
    Broken(
        'roles = ["clerk"], levels',
        'roles = ["clark"], levels',
        "actions.report_in.who[0].roles[0]",
        "no role 'clark'",
        "clerk",
    ),
    Broken(
        'roles = ["clerk"], levels',
        "roles = [], levels",
        "actions.report_in.who[0].roles",
        "No role is named",
        "*",
    ),
    Broken(
        '{ relation = "system" }',
        '{ relation = "system", levels = ["city"] }',
        "actions.archive.who[0]",
        "neither role nor level",
        "",
    ),
    Broken(
        'from = ["settled"]\nto = "archived"', 'from = ["settled"]', "states.archived", "ever come to", ""
    ),
    Broken(
        'to = "working"\nwho = [{ relation = "assignee" }]',
        'to = "paused"\nwho = [{ relation = "assignee" }]',
        "states.paused",
        "No end can be reached",
        "",
    ),
    Broken(
        "end = true\n", 'end = true\nowner = ["clerk"]\n', "states.archived", "neither owner nor clocks", ""
    ),
    Broken(
        'verb = "register"\n',
        'verb = "register"\nfrom = ["working"]\n',
        "actions.register",
        "from nowhere",
        "",
    ),
    Broken(
        'verb = "resume"\nfrom = ["paused"]',
        'verb = "resume"',
        "actions.resume.from",
        "from no state",
        "paused",
    ),
    Broken(
        "end = true\n",
        'end = true\nasks = ["assign"]\n',
        "states.archived.asks[0]",
        "can't do 'assign'",
        "reopen",
    ),
    Broken('verb = "reopen"', 'verb = "handle"', "actions.reopen.from[1]", "At an end nothing", "reopen"),
    Broken('verb = "assign"', 'verb = "accept"', "actions.assign.to", "only assigning leads here", ""),
    Broken('verb = "pause"', 'verb = "handle"', "actions.pause.to", "Only pausing", ""),
    Broken('verb = "resolve"', 'verb = "pause"', "actions.resolve.to", "Pausing leads to", ""),
    Broken('verb = "resolve"', 'verb = "resume"', "actions.resolve.to", "Resuming leads from", ""),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda case: f"{case.field}: {case.said}")
def test_a_broken_state_or_step_is_told_by_line_and_field(tmp_path: Path, broken: Broken) -> None:
    assert_told(tmp_path, broken)


def test_the_small_definition_passes(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_an_owner_who_can_do_nothing_is_told(tmp_path: Path) -> None:
    shared = SHARED.replace('owner = ["clerk"]', 'owner = ["clerk", "mediator"]')
    (problem,) = problems(tmp_path, shared=shared)
    assert problem.message == "'mediator' can do nothing in this state."


def test_what_is_wrong_in_an_included_file_is_told_there(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, shared=SHARED.replace('owner = ["clerk"]', 'owner = ["clark"]'))
    assert problem.path.name == "shared.toml"
    assert (problem.line, problem.field) == (8, "states.waiting.owner[0]")
    assert "clerk" in problem.allowed
