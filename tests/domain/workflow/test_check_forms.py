"""The checks of forms and of the file itself, each with the small definition broken in one place."""

from pathlib import Path

import pytest

from tests.domain.workflow.small import Broken, assert_told

BROKEN = [
    Broken(
        "limit = 1",
        'limit = 1\nrenewed_by = ["repen"]',
        "actions.pause.renewed_by[0]",
        "no action 'repen'",
        "reopen",
    ),
    Broken("limit = 1", 'renewed_by = ["reopen"]', "actions.pause.renewed_by", "no `limit` to renew", ""),
    Broken(
        'public = { zh = "重新办理", en = "Reopened" }', "", "actions.reopen.public", "no words for it", ""
    ),
    Broken(
        'verb = "reopen"\naudience = "party"',
        'verb = "reopen"',
        "actions.reopen.audience",
        "the resident sees",
        "party",
    ),
    Broken('since = "resolved"\n', "", "actions.reopen.within", "go together", ""),
    Broken(
        'fields = ["handler"]', "fields = []", "actions.assign.fields", "must be asked for a post", "post"
    ),
    Broken('fields = ["handler"]', 'fields = ["handler", "handler"]', "fields.handler", "is taken", ""),
    Broken('code = "by"', 'code = "reason"', "actions.ask.fields[0].code", "is taken", ""),
    Broken('most = "30 d"', "most = 30", "actions.ask.fields[0].most", "bounds a number", ""),
    Broken('most = "30 d"', 'most = "30 wd"', "actions.ask.fields[0].most", "'handle' counts in 'd'", ""),
    Broken('most = "30 d", ', "", "actions.ask.fields[0].most", "Which days", ""),
    Broken('code = "by"', 'code = "longer"', "actions.ask.fields", "be asked for 'by'", ""),
    Broken(
        'verb = "pause"\n',
        'verb = "decide_extension"\nfields = [{ code = "granted", type = "choice", required = true, '
        'name = { zh = "准否", en = "Granted" }, options.maybe.name = { zh = "待定", en = "Maybe" } }]\n',
        "actions.pause.fields[0].options",
        "knows no 'maybe'",
        "yes",
    ),
    Broken(
        'select = "any", ',
        "",
        "actions.whistle.fields[0].select",
        "selected from somewhere",
        "departments",
    ),
    Broken('type = "units"', 'type = "choice"', "actions.whistle.fields[0].options", "has options", ""),
    Broken("limit = 1", "limit = 0", "actions.pause.limit", "greater than or equal to 1", ""),
    Broken("limit = 1", "limt = 1", "actions.pause.limt", "no such field", "limit"),
    Broken(
        'fields = ["handler"]',
        'fields = ["handeler"]',
        "actions.assign.fields[0]",
        "No included file has 'handeler'",
        "handler",
    ),
    Broken('use = "waiting"', 'use = "wait"', "states.waiting.use", "No included file has 'wait'", "waiting"),
    Broken('include = ["shared"]', 'include = ["shard"]', "include[0]", "no such file", "shared"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda case: f"{case.field}: {case.said}")
def test_a_broken_form_or_file_is_told_by_line_and_field(tmp_path: Path, broken: Broken) -> None:
    assert_told(tmp_path, broken)
