"""The checks of clocks, each with the small definition broken in one place."""

from pathlib import Path

import pytest

from tests.domain.workflow.small import SHARED, SMALL, Broken, assert_told, problems

BROKEN = [
    Broken(
        'starts = ["assign"]', 'starts = ["asign"]', "clocks.handle.starts[0]", "no action 'asign'", "assign"
    ),
    Broken(
        'stops = ["resolve"]', 'stops = ["solve"]', "clocks.handle.stops[0]", "no action 'solve'", "resolve"
    ),
    Broken(
        'act = "archive"',
        'act = "shelve"',
        "states.settled.clocks.archive.on_overdue.act",
        "no action 'shelve'",
        "archive",
    ),
    Broken(
        'notify = ["assignee"]',
        'notify = ["everybody"]',
        "clocks.handle.on_warn.notify[0]",
        "is nobody",
        "assignee",
    ),
    Broken(
        'notify = ["assignee"]',
        'notify = ["above:boss"]',
        "clocks.handle.on_warn.notify[0]",
        "no role 'boss'",
        "chief",
    ),
    Broken(
        'notify = ["assignee"]',
        'notify = ["county:clerk"]',
        "clocks.handle.on_warn.notify[0]",
        "at the county",
        "",
    ),
    Broken(
        'notify = ["assignee"]',
        'notify = ["city:clerk"]',
        "clocks.handle.on_warn.notify[0]",
        "at the city",
        "chief",
    ),
    Broken(
        'moves = ["handle"]',
        'moves = ["archive"]',
        "actions.ask.moves[0]",
        "No clock of the matter",
        "handle",
    ),
    Broken('starts = ["assign"]\n', "", "clocks.handle.starts", "Nothing starts", "assign"),
    Broken('warn = "5 d"', 'warn = "31 d"', "clocks.handle.warn", "before the 30 d have begun", ""),
    Broken('within = "30 d"', 'within = "30 days"', "clocks.handle.within", "'30 days' is not", ""),
    Broken(
        'on_overdue = { act = "archive" }',
        'on_overdue = { act = "resolve" }',
        "states.settled.clocks.archive.on_overdue.act",
        "may not do",
        "archive",
    ),
    Broken(
        'on_overdue = { act = "archive" }',
        'on_overdue = { act = "archive", hand_to = "holder:clerk" }',
        "states.settled.clocks.archive.on_overdue.act",
        "`hand_to` goes with",
        "",
    ),
    Broken(
        'on_overdue = { act = "archive" }',
        'on_overdue = { hand_to = "holder:clerk" }',
        "states.settled.clocks.archive.on_overdue",
        "the system needs an action",
        "assign",
    ),
    Broken(
        'who = [{ relation = "system" }, { relation = "assignee" }]',
        'who = [{ relation = "system" }, { relation = "assignee" }]\nreason = true',
        "states.settled.clocks.archive.on_overdue.act",
        "can't fill in",
        "",
    ),
    Broken(
        'verb = "archive"',
        'verb = "route"',
        "states.settled.clocks.archive.on_overdue.act",
        "can't fill in",
        "",
    ),
    Broken(
        'on_warn = { notify = ["assignee"] }',
        'on_overdue = { act = "archive" }',
        "clocks.handle.on_overdue.act",
        "not legal in state",
        "",
    ),
    Broken(
        'on_overdue = { act = "archive" }',
        'starts = ["resolve"]',
        "states.settled.clocks.archive.starts",
        "starts with the stage",
        "",
    ),
    Broken(
        'who = [{ relation = "system" }, { relation = "assignee" }]',
        'who = [{ relation = "party" }]\naudience = "party"\npublic = { zh = "归", en = "Filed" }',
        "states.settled.clocks.archive",
        "Nobody at the holding unit",
        "",
    ),
    Broken(
        'stops = ["report_in"]',
        'stops = ["resolve"]',
        "actions.whistle.clocks.report.stops",
        "The joint can do nothing",
        "report_in",
    ),
    Broken(
        'verb = "join_in"',
        'verb = "handle"',
        "actions.whistle.clocks.report",
        "makes no assignment",
        "join_in",
    ),
    Broken('moves = ["handle"]\n', "", "actions.ask.moves", "names the clocks", ""),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda case: f"{case.field}: {case.said}")
def test_a_broken_clock_is_told_by_line_and_field(tmp_path: Path, broken: Broken) -> None:
    assert_told(tmp_path, broken)


def test_the_unassigned_stage_has_a_clock_too(tmp_path: Path) -> None:
    shared = "\n".join(line for line in SHARED.splitlines() if not line.startswith("clocks.pass_on"))
    (problem,) = problems(tmp_path, shared=shared)
    assert problem.field == "states.waiting"
    assert "no clock runs" in problem.message


def test_a_clock_spanning_stages_times_the_unassigned_stage_if_every_way_starts_it(tmp_path: Path) -> None:
    shared = "\n".join(line for line in SHARED.splitlines() if not line.startswith("clocks.pass_on"))
    whole = '\n[clocks.pass_on]\nwithin = "1 h"\nname = { zh = "分派", en = "Pass on" }\nstops = ["assign"]\n'
    always, once = whole + 'starts = ["register", "reopen"]\n', whole + 'starts = ["register"]\n'
    assert problems(tmp_path, SMALL + always, shared) == []
    (problem,) = problems(tmp_path, SMALL + once, shared)
    assert "no clock runs" in problem.message


def test_a_clock_that_nobody_at_work_can_stop_is_told(tmp_path: Path) -> None:
    endless = (
        'starts = ["report_in"]\nstops = ["reopen"]\nname = { zh = "无", en = "None" }\nwithin = "1 d"\n'
    )
    filed_by_party = SMALL.replace(
        '[{ relation = "system" }, { relation = "assignee" }]', '[{ relation = "party" }]'
    )
    found = problems(
        tmp_path,
        filed_by_party.replace('outcome = "settled"\n', "") + f"\n[clocks.endless]\n{endless}",
    )
    assert any("nobody can come to what stops it" in problem.message for problem in found)


def test_a_system_act_that_no_clock_has_done_is_told(tmp_path: Path) -> None:
    lonely = SMALL.replace(', on_overdue = { act = "archive" } }', " }").replace(
        ', { relation = "assignee" }]\nname = { zh = "归档"', ']\nname = { zh = "归档"'
    )
    found = problems(tmp_path, lonely)
    assert any("no clock has it done" in problem.message for problem in found)
