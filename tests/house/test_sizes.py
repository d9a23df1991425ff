"""Files of at most 300 lines, functions of at most 40, and no line of a profile wider than a screen."""

from pathlib import Path
from unicodedata import east_asian_width

from tests.house.sources import functions_of, listed, python_files, text_of, tracked

LONGEST_FILE = 300
WIDEST_LINE = 160
LONGEST_FUNCTION = 40
# A journey or a comparison of rows is one story, told in one go.
LONGEST_TEST = 80


def allowed(path: Path) -> int:
    """Return how long a function of a file may be."""
    return LONGEST_TEST if path.parts[0] == "tests" else LONGEST_FUNCTION


def test_no_file_is_longer_than_a_reader_holds_in_mind() -> None:
    long = {
        str(path): lines for path in python_files() if (lines := text_of(path).count("\n")) > LONGEST_FILE
    }
    assert not long, listed(long)


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path}:{node.lineno} {node.name}": lines
        for path in python_files()
        for node in functions_of(path)
        if node.end_lineno and (lines := node.end_lineno - node.lineno + 1) > allowed(path)
    }
    assert not long, listed(long)


def width(line: str) -> int:
    """Return how many columns a line takes; a Chinese character takes two."""
    return sum(1 + (east_asian_width(sign) in "WF") for sign in line)


def test_no_line_of_a_profile_is_wider_than_a_screen() -> None:
    wide = {
        f"{path}:{number}": columns
        for path in tracked()
        if path.match("sanling/profiles/**/*.toml")
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if (columns := width(line)) > WIDEST_LINE
    }
    assert not wide, listed(wide)
