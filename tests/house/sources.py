"""What the repository holds, read once, for the tests of the house rules."""

import ast
import configparser
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files that the repository keeps, by their path from its top."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return tuple(Path(name) for name in listed if name and (ROOT / name).is_file())


def python_files(top: str = "") -> list[Path]:
    """Return the Python files under a folder, migrations left out: those are written by Django."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and path.as_posix().startswith(top) and "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    """Return the HTML templates."""
    return [path for path in tracked() if path.suffix == ".html" and path.parts[0] == "sanling"]


@cache
def text_of(path: Path) -> str:
    """Return a file's text, empty for what is none."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a Python file parsed."""
    return ast.parse(text_of(path))


def functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions and methods of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            yield node


def called(node: ast.Call) -> str:
    """Return the dotted name of what a call calls, empty for anything more involved."""
    parts: list[str] = []
    target: ast.expr = node.func
    while isinstance(target, ast.Attribute):
        parts.append(target.attr)
        target = target.value
    if isinstance(target, ast.Name):
        parts.append(target.id)
    return ".".join(reversed(parts))


def listed(found: Iterable[object]) -> str:
    """Return offenders as a list to read, with what is wrong beside each where that is known."""
    pairs = found.items() if isinstance(found, Mapping) else [(offender, "") for offender in found]
    return "\n" + "\n".join(f"{offender} {more}".rstrip() for offender, more in pairs)


@cache
def layers(contract: str) -> tuple[tuple[str, ...], ...]:
    """Return the layers of a contract in `.importlinter`, highest first, each with what stands beside on it."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    lines = parser[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return tuple(tuple(line.replace(":", "|").replace(" ", "").split("|")) for line in lines if line.strip())
