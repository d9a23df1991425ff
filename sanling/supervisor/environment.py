"""The file of settings, read as systemd reads an ``EnvironmentFile=``, and a program run with them.

By hand a command must work with what the service works with: quotes, escapes, comments and lines that go on included
(systemd.exec(5); parse_env_file_internal of systemd's src/basic/env-file.c, whose states these are).
"""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from itertools import takewhile
from pathlib import Path

from sanling.supervisor.trouble import Misconfigured

_BLANK = " \t\n\r"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# What whoever calls may say instead of the file, for this once.
_SAID_ANEW = ("SANLING_", "DATABASE_URL")


class _State(Enum):
    BEFORE_NAME = auto()
    NAME = auto()
    BEFORE_VALUE = auto()
    VALUE = auto()
    ESCAPED = auto()
    SINGLE = auto()
    DOUBLE = auto()
    DOUBLE_ESCAPED = auto()
    COMMENT = auto()
    COMMENT_ESCAPED = auto()


class _Reader:
    """Reads a file character by character."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.state = _State.BEFORE_NAME
        self.name = self.value = ""
        # How much of the value is no blank at its end, or was quoted.
        self.kept = 0

    def read(self, text: str) -> dict[str, str]:
        """Return what it sets; what is no setting is passed over, as systemd does."""
        for char in text:
            getattr(self, f"_{self.state.name.lower()}")(char)
        if self.state not in {_State.BEFORE_NAME, _State.NAME, _State.COMMENT, _State.COMMENT_ESCAPED}:
            self._keep()
        return self.found

    def _keep(self) -> None:
        name, value = self.name.rstrip(_BLANK), self.value[: self.kept]
        if _NAME.fullmatch(name):
            self.found[name] = value
        self.name, self.value, self.kept, self.state = "", "", 0, _State.BEFORE_NAME

    def _add(self, chars: str) -> None:
        self.value += chars
        self.kept = len(self.value)

    def _before_name(self, char: str) -> None:
        if char in "#;":
            self.state = _State.COMMENT
        elif char not in _BLANK:
            self.name, self.state = char, _State.NAME

    def _name(self, char: str) -> None:
        if char in "\n\r":
            self.name, self.state = "", _State.BEFORE_NAME
        elif char == "=":
            self.state = _State.BEFORE_VALUE
        else:
            self.name += char

    def _before_value(self, char: str) -> None:
        opens = {"'": _State.SINGLE, '"': _State.DOUBLE, "\\": _State.ESCAPED}
        if char in "\n\r":
            self._keep()
        elif char in opens:
            self.state = opens[char]
        elif char not in _BLANK:
            self.state = _State.VALUE
            self._add(char)

    def _value(self, char: str) -> None:
        if char in "\n\r":
            self._keep()
        elif char == "\\":
            self.state, self.kept = _State.ESCAPED, len(self.value)
        elif char in _BLANK:
            self.value += char
        else:
            self._add(char)

    def _escaped(self, char: str) -> None:
        self.state = _State.VALUE
        if char not in "\n\r":
            self._add(char)

    def _single(self, char: str) -> None:
        if char == "'":
            self.state = _State.BEFORE_VALUE
        else:
            self._add(char)

    def _double(self, char: str) -> None:
        if char == '"':
            self.state = _State.BEFORE_VALUE
        elif char == "\\":
            self.state = _State.DOUBLE_ESCAPED
        else:
            self._add(char)

    def _double_escaped(self, char: str) -> None:
        self.state = _State.DOUBLE
        if char != "\n":
            self._add(char if char in '"\\`$' else f"\\{char}")

    def _comment(self, char: str) -> None:
        if char == "\\":
            self.state = _State.COMMENT_ESCAPED
        elif char in "\n\r":
            self.state = _State.BEFORE_NAME

    def _comment_escaped(self, char: str) -> None:
        # A comment does not go on (systemd 254; before that it swallowed the next line).
        self.state = _State.BEFORE_NAME if char in "\n\r" else _State.COMMENT


def read_settings(text: str) -> dict[str, str]:
    """Return the variables that a file of settings sets."""
    return _Reader().read(text)


def assigned(name: str, value: str) -> str:
    """Return the line that sets a variable, whatever its value has in it."""
    if re.fullmatch(r"[A-Za-z0-9_./:@%+,=-]*", value):
        return f"{name}={value}"
    return f'{name}="' + re.sub(r'(["\\`$])', r"\\\1", value) + '"'


def with_settings(
    own: Mapping[str, str], file: Mapping[str, str], defaults: Mapping[str, str]
) -> dict[str, str]:
    """Return an environment with a file's settings; what whoever calls says of ours goes first."""
    said = {name: value for name, value in own.items() if name.startswith(_SAID_ANEW)}
    return {**own, **defaults, **file, **said}


def main(arguments: Sequence[str]) -> None:
    """Become a program with the settings of a file, where `FILE [NAME=DEFAULT]… PROGRAM ARGUMENT…` is given."""
    file, *rest = arguments
    given = [word.partition("=") for word in takewhile(lambda word: "=" in word, rest)]
    defaults = {name: value for name, _equals, value in given}
    program = rest[len(defaults) :]
    try:
        text = Path(file).read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        raise Misconfigured(f"{file} can't be read ({error}).", "write it, as root, in UTF-8.") from None
    settings = read_settings(text.replace("\0", ""))
    os.execvpe(program[0], program, with_settings(os.environ, settings, defaults))  # noqa: S606 -- no shell is wanted


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Misconfigured as refusal:
        sys.exit(f"sanling: {refusal}")
