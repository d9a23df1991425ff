"""How processes log, and what never reaches a log: secrets of links and pictures, passwords, rows of the database."""

import json
import logging
import re
from datetime import datetime
from typing import Any

from sanling.interfaces.components.request_name import request_name
from sanling.supervisor.address import without_passwords

# Behind which addresses have secrets, in any case and however often they were encoded; nginx.conf has the same.
_DOORS = (
    "/t/",
    "/side/",
    "/f/",
    "/from/",
    "/report/picture/",
    "/public/matters/",
    "/v2/tokens/",
    "/accounts/invitation/",
    "/recognition/",
)


def _spelled(text: str) -> str:
    return "".join(rf"(?:{re.escape(sign)}|%(?:25)*{ord(sign):02x})" for sign in text)


_DOOR = f"(?i:{'|'.join(_spelled(spelling) for door in _DOORS for spelling in {door, door.upper()})})"
# Some stand behind the number of what they open.
_LINK = re.compile(rf"({_DOOR})(?:[A-Za-z0-9-]{{5,30}}/)?[A-Za-z0-9_.:%-]{{16,}}")
# In a path all behind a door goes but the plain words of pages, and what still is encoded.
_BEHIND = re.compile(rf"({_DOOR})[^/]+((?:/[a-z]{{1,12}})*/?\Z)?.*", re.DOTALL)
_ENCODED = re.compile("%.*", re.DOTALL)
# A secret without its door: 128 bits as `privacy.tokens` writes them, or a signature.
_BARE = re.compile(r"(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z0-9_-]{22,}(?![\w-])")
# What the database adds to an error, to where Python goes on: the very row, with what people wrote in it.
_ROW = re.compile(
    r"(DETAIL: +(?:Failing row contains|Key) ).*?(?=\n\n(?:The above|During handling)|\Z)", re.DOTALL
)
_FILTERS = ("ToldInALine", "HideSecretLinks")


def _hidden(text: str) -> str:
    return without_passwords(_ROW.sub(r"\1…", _LINK.sub(r"\1…", text)))


def _told(value: object) -> object:
    """Return a parameter of a message, without secrets if it begins as the path of an address does."""
    if not isinstance(value, str) or not value.startswith("/"):
        return value
    return _ENCODED.sub("…", _BARE.sub("…", _BEHIND.sub(r"\1…\2", value)))


def _part(value: object) -> object:
    return value if isinstance(value, int | float) else _hidden(str(value))


# Nothing that was typed begins a line, moves a terminal's cursor or turns text round.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _escaped(text: str) -> str:
    """Return a text with these signs as JSON writes them."""
    return _CONTROLS.sub(lambda found: json.dumps(found[0])[1:-1], text)


class HideSecretLinks(logging.Filter):
    """Put "…" in the place of a link's secret or a row, wherever a message, its parameters or a traceback name one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mend the record, and keep it."""
        if isinstance(record.args, dict):
            record.args = {name: _told(value) for name, value in record.args.items()}
            record.parts = {name: _part(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(map(_told, record.args))
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


class LineFormatter(logging.Formatter):
    """A record as a line: when, with its zone, how grave, who says it, of which request, what."""

    def __init__(self) -> None:
        """Lay it out."""
        super().__init__("%(asctime)s %(levelname)s %(name)s%(request)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 -- logging's name
        """Return when it was, in the city's time, with the zone."""
        del datefmt
        return _when(record)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.request = f" [{name}]" if (name := request_name.get()) else ""
        first, *others = super().format(record).split("\n")
        # A traceback's lines: whatever an exception says of what was typed, none looks like a record.
        return "\n".join([first, *(f"  {_escaped(line)}" for line in others)])

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- logging's name
        """Return the line without its traceback."""
        return _escaped(super().formatMessage(record))


class JsonFormatter(logging.Formatter):
    """A record as one JSON object a line, with what it was told beside its text."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "time": _when(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_name.get(),
            "process": record.process,
            "exception": record.exc_text
            or (self.formatException(record.exc_info) if record.exc_info else ""),
            **getattr(record, "parts", {}),
        }
        said = {
            name: _escaped(value) if isinstance(value, str) and name != "exception" else value
            for name, value in told.items()
            if value != ""
        }
        # What JSON itself leaves as it is, in an exception's text.
        return _escaped(json.dumps(said, ensure_ascii=False))


def _when(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


FORMATTERS = {"line": LineFormatter, "json": JsonFormatter}


def logging_of(*, level: str, written: str) -> dict[str, Any]:
    """Return how all processes log, for Django's setting of that name: in lines, or as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"usual": {"()": FORMATTERS[written]}},
        "filters": {name: {"()": f"{__name__}.{name}"} for name in _FILTERS},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "usual", "filters": list(_FILTERS)}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "procrastinate": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
            # Asked for by itself, whatever else is logged.
            "sanling.access": {"level": "INFO"},
        },
    }
