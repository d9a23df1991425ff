"""A secret link never reaches a log."""

import json
import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.utils.module_loading import import_string

from sanling.interfaces.components.logs import FORMATTERS, HideSecretLinks

SECRET = "QVOqoZfMmiQJo3XoZPIlnA"
# How a link may be mistyped, pasted behind something, or encoded once more on its way.
MISSPELLED = [
    f"/T/{SECRET}/",
    f"/zh/t/{SECRET}/do/add/",
    f"/https://city.example/t/{SECRET}",
    f"/t/x/t/{SECRET}/",
    f"/t/{SECRET[:9]}/{SECRET[9:]}",
    f"/t/{SECRET[:9]} {SECRET[9:]}",
    f"/t/{SECRET[:9]}!{SECRET[9:]}",
    f"/%74/{SECRET}/",
    f"/%2574%252f{SECRET}/",
    f"/x%2Ft%2F{SECRET}",
    "/t/" + "".join(f"%{ord(sign):02X}" for sign in SECRET),
    f"/track/{SECRET}",
    f"/track/code/{SECRET}/",
    f"/{SECRET}",
    f"/mine/{SECRET}/",
    f"/recognition/ZZ-261129-00029-L/{SECRET}{SECRET[:21]}/",
    f"/Recognition/ZZ-261129-00029-L/{SECRET[:18]}",
    f"/x/ZZ-261129-00029-L/{SECRET}{SECRET[:21]}/",
    f"/API/V1/Public/Matters/{SECRET}",
    f"/Accounts/Invitation/{SECRET}",
]


def _record(message: str, *args: object, failed: bool = False) -> logging.LogRecord:
    info = sys.exc_info() if failed else None
    return logging.LogRecord("django.request", logging.ERROR, "x.py", 1, message, args, info)


def test_the_secret_is_taken_out_of_messages_and_their_parameters() -> None:
    record = _record("Not Found: %s", f"/t/{SECRET}/do/add/")
    assert HideSecretLinks().filter(record)
    assert logging.Formatter().format(record) == "Not Found: /t/…/do/add/"


def test_what_opens_a_picture_that_is_not_sent_yet_is_taken_out() -> None:
    token = signing.dumps(
        {"draft": "a" * 32, "file": "b" * 36, "name": "楼道.jpg"}, salt="any", compress=True
    )
    record = _record("Internal Server Error: %s?small=1", f"/report/picture/{token}")
    HideSecretLinks().filter(record)
    assert logging.Formatter().format(record) == "Internal Server Error: /report/picture/…?small=1"


def test_the_row_that_the_database_refused_is_taken_out_of_tracebacks() -> None:
    said = 'violates check constraint "c"\nDETAIL:  Failing row contains (7, 王小明举报\n\n张三, 138).'
    try:
        try:
            raise LookupError(said)
        except LookupError as error:
            raise ValueError(said) from error
    except ValueError:
        record = _record("Internal Server Error: /report/", failed=True)
    HideSecretLinks().filter(record)
    told = logging.Formatter().format(record)
    assert told.count('violates check constraint "c"') == 2
    assert "王小明" not in told
    assert "张三" not in told


def test_the_secret_is_taken_out_of_tracebacks() -> None:
    try:
        raise ValueError(f"/t/{SECRET}/ /f/{SECRET}/")
    except ValueError:
        record = _record("100% broken", failed=True)
    HideSecretLinks().filter(record)
    assert SECRET not in logging.Formatter().format(record)


@pytest.mark.parametrize(
    ("logger", "traced"), [("django.security.DisallowedHost", False), ("django.request", True)], ids=str
)
def test_what_anybody_can_make_fail_is_a_line_and_our_own_fault_keeps_its_traceback(
    logger: str, traced: bool
) -> None:
    try:
        raise ValueError
    except ValueError:
        record = _record("Invalid HTTP_HOST header: %s", "a:b:c", failed=True)
    record.name = logger
    configured: Any = settings.LOGGING
    for name in configured["handlers"]["stderr"]["filters"]:
        import_string(configured["filters"][name]["()"])().filter(record)
    assert ("Traceback" in logging.Formatter().format(record)) == traced


@pytest.mark.parametrize("path", MISSPELLED)
@pytest.mark.parametrize("written", FORMATTERS)
def test_a_links_secret_stays_out_wherever_it_stands_in_a_path_and_however_that_is_spelled(
    path: str, written: str
) -> None:
    told = {"method": "GET", "path": path, "status": 404}
    for record in (_record("Not Found: %s", path), _record("%(method)s %(path)s %(status)s", told)):
        HideSecretLinks().filter(record)
        line = FORMATTERS[written]().format(record)
        assert not any(part in line for part in (SECRET, SECRET[9:], "%51"))
        assert "…" in line


@pytest.mark.parametrize(
    "path", ["/desk/matters/ZZ-261129-00029-L/", "/q/街道3号", "/static/desk-DfG3h2Kq.js", "/track/code/"]
)
def test_an_ordinary_path_is_told_as_it_is(path: str) -> None:
    record = _record("Not Found: %s", path)
    HideSecretLinks().filter(record)
    assert record.getMessage() == f"Not Found: {path}"


CONTROLS = "\n\r\t\x00\x1b[2J\x7f\x85\u2028\u202e\ud800"


@pytest.mark.parametrize("written", FORMATTERS)
def test_no_sign_of_a_path_makes_a_line_of_its_own_or_turns_one_round(written: str) -> None:
    forged = "2026-11-29T00:00:00.000+08:00 ERROR forged: x"
    told = {"method": "GET", "path": f"/q/{CONTROLS}{forged}", "status": 404}
    for record in (_record("Not Found: %s", told["path"]), _record("%(method)s %(path)s", told)):
        HideSecretLinks().filter(record)
        line = FORMATTERS[written]().format(record)
        assert not set(line) & set(CONTROLS.replace("[2J", ""))
        assert "\\n" in line
        assert forged in line


def test_what_an_exception_says_begins_no_line_of_its_own() -> None:
    try:
        raise ValueError("x\nforged\x1b[2J\rforged")
    except ValueError:
        record = _record("Internal Server Error: %s", "/report/", failed=True)
    HideSecretLinks().filter(record)
    first, *others = FORMATTERS["line"]().format(record).split("\n")
    assert first.endswith("/report/")
    assert others
    assert all(line.startswith("  ") for line in others)
    assert not set("\x1b\r") & set("".join(others))


def test_an_exception_of_any_signs_is_json_all_the_same() -> None:
    try:
        raise ValueError(CONTROLS)
    except ValueError:
        record = _record("Internal Server Error: %s", "/report/", failed=True)
    HideSecretLinks().filter(record)
    line = FORMATTERS["json"]().format(record)
    assert CONTROLS in json.loads(line)["exception"]
    assert not set(line) & set(CONTROLS.replace("[2J", ""))
