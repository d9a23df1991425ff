"""One write, one file; typed, keyword-only, and always somebody's."""

import ast
from pathlib import Path

import pytest

from tests.house.sources import python_files, tree_of

# Parts of an action that are recorded by the action they are part of.
PARTS = {"redraw"}
ACTIONS = [
    path for path in python_files("sanling/") if "actions" in path.parts and path.name != "__init__.py"
]


def writes(path: Path) -> list[ast.FunctionDef]:
    """Return the public functions of an action's file."""
    return [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]


def is_verb(node: ast.FunctionDef) -> bool:
    """Tell whether a function is a matter's verb, to which `perform` has given actor and all else."""
    arguments = node.args.args
    return len(arguments) == 1 and arguments[0].arg == "act"


@pytest.mark.parametrize("path", ACTIONS, ids=str)
def test_an_action_is_keyword_only_and_has_an_actor(path: Path) -> None:
    for node in writes(path):
        if is_verb(node) or node.name in PARTS or not _changes(node):
            continue
        assert not node.args.args, f"{node.name} takes positional arguments"
        required = {
            argument.arg
            for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            if default is None
        }
        assert "actor" in required, f"{node.name} has no actor"


def _changes(node: ast.FunctionDef) -> bool:
    """Tell whether a public function of an action's file is an action: those that only read have another shape."""
    return any(argument.arg == "actor" for argument in [*node.args.args, *node.args.kwonlyargs]) or any(
        isinstance(inner, ast.Attribute)
        and inner.attr in {"create", "save", "delete", "bulk_create", "update"}
        for inner in ast.walk(node)
    )


@pytest.mark.parametrize("path", ACTIONS, ids=str)
def test_a_file_is_named_for_what_it_does(path: Path) -> None:
    names = {node.name for node in writes(path)}
    assert any(name.startswith(path.stem) for name in names) or len(names) == 1, names
