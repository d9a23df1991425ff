"""Templates hold no script, no style and nothing unescaped; a view renders one template."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import called, listed, python_files, templates, text_of, tree_of

TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>", re.I),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "script address": re.compile(r"javascript:", re.I),
    "unescaped output": re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off"),
}
# Where text is declared safe: markup of our own making, with nothing in it that anybody typed.
MAKERS_OF_MARKUP = {
    "sanling/interfaces/components/widgets.py": "form controls, each value escaped as it is drawn",
    "sanling/interfaces/components/templatetags/sanling.py": "icons and asset tags",
    "sanling/interfaces/desk/matters/new_matter.py": "the QR code of our own address",
    "sanling/interfaces/desk/mediation/sides.py": "the same of the link of a side",
    "sanling/interfaces/desk/workflow/workflows.py": "diagrams, whose labels are escaped as they are drawn",
    "sanling/interfaces/desk/territory/posters.py": "the QR code of our own address",
    "sanling/interfaces/portal/matters/receipt.py": "the QR code of our own address",
}


def shown(path: Path, fault: str) -> str:
    """Return a template without its tags, or with them where these are the matter."""
    blank = fault != "unescaped output"
    return TAGS.sub(lambda tag: " " * len(tag.group()), text_of(path)) if blank else text_of(path)


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_has(fault: str) -> None:
    found = [
        f"{path}:{text_of(path)[: match.start()].count(chr(10)) + 1}"
        for path in templates()
        for match in FORBIDDEN[fault].finditer(shown(path, fault))
    ]
    assert not found, listed(found)


def test_marks_between_texts_are_those_of_the_language() -> None:
    """A colon, comma or bracket that a template writes itself is of English in Chinese, too."""
    untold = re.compile(r"\{% blocktranslate.*?endblocktranslate %\}|<[^>]*>", re.S)
    mark = re.compile(r"\}\s*(?:: |, |\()|\(\s*\{|[%}]\}\)")
    found = [
        f"{path}:{text[: match.start()].count(chr(10)) + 1}"
        for path in templates()
        if path.suffix == ".html"
        for text in [untold.sub(lambda part: "\n" * part.group().count("\n"), text_of(path))]
        for match in mark.finditer(text)
    ]
    assert not found, listed(found)


def test_text_is_declared_safe_only_where_it_is_made() -> None:
    makers = {
        path.as_posix()
        for path in python_files("sanling/")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and called(node).rpartition(".")[2] in {"mark_safe", "SafeString"}
    }
    assert makers <= MAKERS_OF_MARKUP.keys(), makers - MAKERS_OF_MARKUP.keys()


def rendered(function: ast.FunctionDef) -> set[str]:
    """Return the names of the templates that a function renders itself."""
    return {
        str(node.args[1].value)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and called(node) == "render"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }


def test_a_function_renders_one_template() -> None:
    many = {
        f"{path}:{node.lineno} {node.name}": names
        for path in python_files("sanling/interfaces/")
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and len(names := rendered(node)) > 1
    }
    assert not many, listed(many)


def test_every_template_is_used() -> None:
    everything = "\n".join(text_of(path) for path in [*templates(), *python_files("sanling/")])
    unused = [str(path) for path in templates() if not _named(path, everything)]
    assert not unused, listed(unused)


def _named(path: Path, everything: str) -> bool:
    name = path.as_posix().partition("/templates/")[2]
    # Names that Django and allauth look for themselves.
    if name.startswith(("account/", "allauth/", "mfa/", "socialaccount/", "usersessions/")):
        return True
    # Pages of errors are named for their status.
    return name in everything or Path(name).stem[:3].isdigit()
