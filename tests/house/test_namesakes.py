"""Every module of the domain and the processes that decides anything has its test under its own name and path."""

import ast
from pathlib import Path

from tests.house.sources import listed, python_files, tracked, tree_of

ROOMS = ("sanling/domain/", "sanling/processes/")
# Rows, their constraints and what is said of a refusal are tested with what writes them.
EXEMPT = {"__init__.py", "apps.py", "models.py", "errors.py"}


def decides(path: Path) -> bool:
    """Tell whether a module has a function, or a class that is of some kind; others only name things."""
    return any(
        isinstance(node, ast.FunctionDef) or (isinstance(node, ast.ClassDef) and node.bases)
        for node in ast.walk(tree_of(path))
    )


def namesake(path: Path) -> Path:
    """Return where a module's test lies."""
    return Path("tests", *path.parts[1:-1], f"test_{path.name}")


def test_every_module_of_domain_and_processes_has_its_namesake() -> None:
    kept = set(tracked())
    missing = {
        path: namesake(path)
        for room in ROOMS
        for path in python_files(room)
        if path.name not in EXEMPT
        and "models" not in path.parts
        and decides(path)
        and namesake(path) not in kept
    }
    assert not missing, listed(missing)
