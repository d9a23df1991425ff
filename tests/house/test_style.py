"""Rules of style that a machine can check: no hidden control flow, sentences where they are owed, one now."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, called, functions_of, listed, python_files, text_of, tree_of

# The one source of now; the supervisor, which knows nothing of the house and turns no clock; and sessions, which end by
# the clock that Django writes their end by.
CLOCKS = (
    "sanling/foundation/clock.py",
    "sanling/supervisor/",
    "sanling/foundation/accounts/session_store.py",
)
NOWS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now", "datetime.datetime.utcnow",
    "date.today", "datetime.date.today", "timezone.now", "timezone.localtime", "timezone.localdate",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "Now",
}  # fmt: skip
# Compares the database's clock with ours, which needs both.
COMPARES_CLOCKS = "sanling/interfaces/console/findings.py"
SQL_NOW = re.compile(
    r"\b(current_timestamp|current_date|localtimestamp|(?:clock|statement|transaction)_timestamp\(|now\(\))",
    re.I,
)


def test_nothing_happens_behind_the_back_of_a_save() -> None:
    signals = [
        str(path)
        for path in python_files("sanling/")
        if re.search(r"@receiver|\b(?:pre|post|m2m)_\w+\.connect\(|db\.models\.signals", text_of(path))
    ]
    assert not signals, listed(signals)
    hooks = [
        f"{path}:{node.lineno}"
        for path in python_files("sanling/")
        if path.name == "models.py" or "models" in path.parts
        for node in functions_of(path)
        if node.name in {"save", "delete", "full_clean"}
    ]
    assert not hooks, listed(hooks)


def test_only_the_clock_knows_what_time_it_is() -> None:
    wrong = [
        f"{path}:{node.lineno} {called(node)}"
        for path in python_files("sanling/")
        if not path.as_posix().startswith(CLOCKS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and called(node) in NOWS and not _converts(node)
    ]
    wrong += [
        f"{path}:{node.lineno} {node.arg}"
        for path in python_files("sanling/")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}
    ]
    assert not wrong, listed(wrong)


def _converts(node: ast.Call) -> bool:
    """Tell whether a call only puts an instant that it is given into another time zone."""
    return called(node) in {"timezone.localtime", "timezone.localdate"} and bool(node.args)


def test_sql_is_told_the_time() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files("sanling/")
        if path.as_posix() != COMPARES_CLOCKS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_NOW.search(node.value)
        if not node.value.startswith(('"', "Return", "Tell"))
    ]
    assert not wrong, listed(wrong)


def public(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Tell whether a name is for others."""
    return not node.name.startswith("_") and node.name not in {"Meta", "Media"}


def owed(path_top: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    """Return the public functions and classes at the top of a module."""
    return [
        node for node in path_top.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and public(node)
    ]


def test_every_module_and_public_function_says_in_a_sentence_what_it_is_for() -> None:
    silent = []
    for path in python_files("sanling/"):
        tree = tree_of(path)
        if tree.body and not ast.get_docstring(tree):
            silent.append(str(path))
        silent += [
            f"{path}:{node.lineno} {node.name}"
            for node in owed(tree)
            if not ast.get_docstring(node) and not _is_app(node)
        ]
    assert not silent, listed(silent)


def _is_app(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """An AppConfig says all in its two names."""
    return isinstance(node, ast.ClassDef) and node.name.endswith("Config")


def test_a_docstring_begins_with_one_plain_sentence() -> None:
    wrong = []
    for path in python_files("sanling/"):
        for node in [tree_of(path), *owed(tree_of(path))]:
            first = (ast.get_docstring(node) or "A.").split("\n\n", 1)[0]
            if not first.rstrip("`\"'”)").endswith((".", ":", "?", "。")) or not (
                first[0].isupper() or not first[0].isalpha()
            ):
                wrong.append(f"{path}: {first[:80]}")
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("mark", ["TODO", "FIXME", "XXX", "HACK", "for now"])
def test_nothing_is_left_for_later(mark: str) -> None:
    left = [str(path) for path in python_files("sanling/") if re.search(rf"\b{mark}\b", text_of(path))]
    assert not left, listed(left)


# Names that say nothing of what they hold.
VAGUE = {"one"}


def bound(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each variable, parameter, function, class and renamed import of a file."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Name(id=name, ctx=ast.Store())
                | ast.arg(arg=name)
                | ast.FunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.alias(asname=str(name))
                | ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
            ):
                yield node.lineno, name


def test_what_is_bound_is_called_what_it_holds() -> None:
    vague = [
        f"{path}:{line} {name}"
        for path in python_files()
        for line, name in bound(tree_of(path))
        if name in VAGUE
    ]
    assert not vague, listed(vague)


def test_comments_are_no_banners() -> None:
    banner = re.compile(r"^\s*#\s*[-=*#~]{4,}", re.M)
    found = [str(path) for path in python_files() if banner.search(text_of(path))]
    assert not found, listed(found)


def test_tests_neither_sleep_nor_mock_nor_run_again() -> None:
    words = re.compile(r"\btime\.sleep\(|unittest\.mock|\bmocker\b|\bMagicMock\b|flaky|--reruns")
    here = ROOT / "tests" / "house"
    found = [
        f"{path}: {match.group()}"
        for path in python_files("tests/")
        if path.name.startswith("test_") and (ROOT / path).parent != here
        if (match := words.search(text_of(path)))
    ]
    assert not found, listed(found)
