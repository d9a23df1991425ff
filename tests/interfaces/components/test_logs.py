"""A secret link never reaches a log."""

import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.utils.module_loading import import_string

from sanling.interfaces.components.logs import HideSecretLinks

SECRET = "QVOqoZfMmiQJo3XoZPIlnA"


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
