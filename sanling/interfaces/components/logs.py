"""How processes log, and what never reaches a log: secrets of links and pictures, passwords, rows of the database."""

import logging
import re
from typing import Any

from sanling.supervisor.address import without_passwords

_LINK = re.compile(
    r"(/t/|/report/picture/|/public/matters/|/tokens/|/accounts/invitation/)[A-Za-z0-9_.:%-]{16,}"
)
# What the database adds to an error, to where Python goes on: the very row, with what people wrote in it.
_ROW = re.compile(
    r"(DETAIL: +(?:Failing row contains|Key) ).*?(?=\n\n(?:The above|During handling)|\Z)", re.DOTALL
)


def _hidden(text: str) -> str:
    return without_passwords(_ROW.sub(r"\1…", _LINK.sub(r"\1…", text)))


class HideSecretLinks(logging.Filter):
    """Put "…" in the place of a link's secret or a row, wherever a message, its parameters or a traceback name one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mend the record, and keep it."""
        message = record.getMessage()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _hidden(record.exc_text)
        record.msg, record.args = _hidden(message), ()
        return True


class ToldInALine(logging.Filter):
    """Say without a traceback what Django refuses of a request (hosts, endless forms): anybody can send it all day."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the traceback off what its own loggers for that say, and keep the record."""
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
        return True


_FILTERS = ("ToldInALine", "HideSecretLinks")


def logging_of(*, level: str) -> dict[str, Any]:
    """Return how all processes log, for Django's setting of that name."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "filters": {name: {"()": f"{__name__}.{name}"} for name in _FILTERS},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": list(_FILTERS)}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"procrastinate": {"level": "WARNING"}, "django.request": {"level": "ERROR"}},
    }
