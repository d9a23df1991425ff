"""A secret link never reaches a log."""

import logging
import sys

from sanling.interfaces.components.logs import HideSecretLinks

SECRET = "QVOqoZfMmiQJo3XoZPIlnA"


def _record(message: str, *args: object, failed: bool = False) -> logging.LogRecord:
    info = sys.exc_info() if failed else None
    return logging.LogRecord("django.request", logging.ERROR, "x.py", 1, message, args, info)


def test_the_secret_is_taken_out_of_messages_and_their_parameters() -> None:
    record = _record("Not Found: %s", f"/t/{SECRET}/do/add/")
    assert HideSecretLinks().filter(record)
    assert logging.Formatter().format(record) == "Not Found: /t/…/do/add/"


def test_the_secret_is_taken_out_of_tracebacks() -> None:
    try:
        raise ValueError(f"/t/{SECRET}/")
    except ValueError:
        record = _record("100% broken", failed=True)
    HideSecretLinks().filter(record)
    assert SECRET not in logging.Formatter().format(record)
