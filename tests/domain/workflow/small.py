"""A small definition that passes every check, for tests to break in one place."""

import re
from pathlib import Path
from typing import NamedTuple

from sanling.domain.workflow.check import Known, check
from sanling.domain.workflow.reading import Draft, drafts
from sanling.domain.workflow.schema import Workflow
from sanling.foundation.profile.source import Problem, ProfileError, Source

LEVELS = ("city", "county", "township", "village")
KNOWN = Known(
    roles={
        "clerk": frozenset({"township"}),
        "mediator": frozenset({"village"}),
        "chief": frozenset({"city"}),
    },
    levels=LEVELS,
    kinds={"dispute": "small"},
    steps=frozenset({"accept"}),
    outcomes=frozenset({"settled"}),
)

SHARED = """\
[who.desk]
relation = "holder"
roles = ["clerk"]

[states.waiting]
unassigned = true
step = "accept"
owner = ["clerk"]
name = { zh = "待受理", en = "Waiting" }
public = { zh = "已收到", en = "Received" }
clocks.pass_on.within = "1 h"
clocks.pass_on.warn = "15 min"
clocks.pass_on.name = { zh = "分派", en = "Pass on" }
clocks.pass_on.on_overdue = { notify = ["holder:clerk", "city:chief"] }

[fields.handler]
type = "post"
select = "below"
required = true
roles = ["mediator"]
name = { zh = "交给谁", en = "Post" }
"""

SMALL = """\
include = ["shared"]
code = "small"
kind = "dispute"
initial = "waiting"
name = { zh = "小", en = "Small" }

[states.waiting]
use = "waiting"

[states.working]
owner = ["mediator"]
name = { zh = "办理中", en = "Working" }
public = { zh = "正在办理", en = "Being handled" }

[states.paused]
paused = true
owner = ["mediator"]
name = { zh = "暂停", en = "Paused" }
public = { zh = "暂停", en = "Paused" }

[states.settled]
outcome = "settled"
owner = ["mediator"]
name = { zh = "办结", en = "Settled" }
public = { zh = "已办结", en = "Done" }
clocks.archive = { within = "15 d", name = { zh = "归档", en = "Archive" }, on_overdue = { act = "archive" } }

[states.archived]
end = true
name = { zh = "归档", en = "Archived" }
public = { zh = "已归档", en = "Archived" }

[clocks.handle]
within = "30 d"
warn = "5 d"
starts = ["assign"]
stops = ["resolve"]
name = { zh = "办理", en = "Handle" }
on_warn = { notify = ["assignee"] }

[actions.register]
verb = "register"
audience = "party"
who = [{ relation = "party" }]
name = { zh = "登记", en = "Register" }
public = { zh = "已登记", en = "Registered" }

[actions.assign]
verb = "assign"
style = "primary"
from = ["waiting"]
to = "working"
who = ["desk"]
fields = ["handler"]
name = { zh = "指派", en = "Assign" }

[actions.pause]
verb = "pause"
limit = 1
from = ["working"]
to = "paused"
who = [{ relation = "assignee" }]
name = { zh = "暂停", en = "Pause" }

[actions.resume]
verb = "resume"
from = ["paused"]
to = "working"
who = [{ relation = "assignee" }]
name = { zh = "恢复", en = "Resume" }

[actions.whistle]
verb = "join_in"
from = ["working"]
who = [{ relation = "assignee" }]
fields = [{ code = "units", type = "units", select = "any", required = true, name = { zh = "部门", en = "Units" } }]
name = { zh = "吹哨", en = "Whistle" }
clocks.report = { within = "4 wh", stops = ["report_in"], name = { zh = "报到", en = "Report in" } }

[actions.report_in]
verb = "report_in"
from = ["working"]
who = [{ relation = "joint", roles = ["clerk"], levels = ["township"] }]
name = { zh = "报到", en = "Report in" }

[actions.ask]
verb = "extend"
from = ["working"]
who = [{ relation = "assignee" }]
moves = ["handle"]
fields = [{ code = "by", type = "allowance", most = "30 d", required = true, name = { zh = "多久", en = "How long" } }]
name = { zh = "延期", en = "Extend" }

[actions.resolve]
verb = "resolve"
style = "primary"
audience = "party"
from = ["working"]
to = "settled"
who = [{ relation = "assignee" }]
guards = ["no_open_joint"]
name = { zh = "办结", en = "Resolve" }
public = { zh = "已办结", en = "Done" }

[actions.reopen]
verb = "reopen"
audience = "party"
limit = 2
within = "15 d"
since = "resolved"
from = ["settled", "archived"]
to = "waiting"
who = [{ relation = "party" }]
name = { zh = "重办", en = "Reopen" }
public = { zh = "重新办理", en = "Reopened" }

[actions.archive]
verb = "archive"
from = ["settled"]
to = "archived"
who = [{ relation = "system" }, { relation = "assignee" }]
name = { zh = "归档", en = "Archive" }
"""


def draft(folder: Path, small: str = SMALL, shared: str = SHARED) -> Draft:
    """Return the small definition as read from two files."""
    for name, text in (("small", small), ("shared", shared)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    found = drafts(Source.read(path) for path in sorted(folder.glob("*.toml")))
    return next(made for made in found if made.source.path.stem == "small")


def definition(folder: Path) -> Workflow:
    """Return the small definition."""
    return draft(folder).definition()


def problems(folder: Path, small: str = SMALL, shared: str = SHARED) -> list[Problem]:
    """Return what reading and checking find wrong."""
    made = draft(folder, small, shared)
    try:
        found = made.definition()
    except ProfileError as error:
        return list(error.problems)
    return [made.problem(fault.loc, fault.message, fault.allowed) for fault in check(found, KNOWN)]


class Broken(NamedTuple):
    """What is replaced in the small definition, and the problem that must be told."""

    old: str
    new: str
    field: str
    said: str
    allowed: str


def assert_told(folder: Path, broken: Broken) -> None:
    """Break the small definition, and find the problem at its field, on a line that speaks of it."""
    assert broken.old in SMALL
    text = SMALL.replace(broken.old, broken.new, 1)
    found = problems(folder, text)
    told = [
        problem
        for problem in found
        if broken.said in problem.message and problem.field.startswith(broken.field)
    ]
    assert told, "\n".join(str(problem) for problem in found)
    line = (SHARED if told[0].path.stem == "shared" else text).splitlines()[told[0].line - 1]
    assert any(key in line for key in re.findall(r"\w{2,}", told[0].field))
    assert not broken.allowed or broken.allowed in told[0].allowed
