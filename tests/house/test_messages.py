"""Chinese first, English complete: each text of the interface has its translation."""

import ast
import re
from collections.abc import Callable, Iterator

import polib
import pytest
from django.utils.translation.template import templatize

from tests.house.sources import ROOT, called, listed, python_files, templates, text_of, tree_of

CATALOGUE = ROOT / "sanling" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
# Where in a call the context, the text and the plural stand.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
IN_TEMPLATE = re.compile(r"\b(_|n?p?gettext)\(")
STRING = re.compile(r"""\s*,?\s*u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""")
Message = tuple[str | None, str]


def message(name: str, texts: list[str]) -> Message | None:
    """Return the context and text of a call of the translation machinery."""
    context, text, _plural = CALLS[name]
    if len(texts) <= text:
        return None
    return (None if context is None else texts[context], texts[text])


def of_python() -> Iterator[tuple[str, Message]]:
    """Yield where a text stands in code, and the text."""
    for path in python_files("sanling/"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and (name := called(node).rpartition(".")[2]) in CALLS:
                texts = [str(part.value) for part in node.args if isinstance(part, ast.Constant)]
                if found := message(name, texts):
                    yield f"{path}:{node.lineno}", found


def of_templates() -> Iterator[tuple[str, Message]]:
    """Yield where a text stands in a template, and the text."""
    for path in templates():
        code = templatize(text_of(path), origin=str(path))
        for match in IN_TEMPLATE.finditer(code):
            texts, at = [], match.end()
            while string := STRING.match(code, at):
                texts.append(ast.literal_eval(string[1]))
                at = string.end()
            if found := message(match[1], texts):
                yield str(path), found


@pytest.fixture(scope="module")
def catalogue() -> dict[Message, polib.POEntry]:
    """Return the Chinese catalogue by context and text."""
    return {
        (entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete
    }


@pytest.mark.parametrize("of", [of_python, of_templates])
def test_each_text_is_translated(
    of: Callable[[], Iterator[tuple[str, Message]]], catalogue: dict[Message, polib.POEntry]
) -> None:
    missing = {
        f"{where}: {found[1]!r}"
        for where, found in of()
        if found[1] and (found not in catalogue or not catalogue[found].translated())
    }
    assert not missing, "\n".join(sorted(missing))


def test_a_translation_fills_in_what_its_text_fills_in(catalogue: dict[Message, polib.POEntry]) -> None:
    holes = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")
    wrong = []
    for entry in catalogue.values():
        wanted = set(holes.findall(entry.msgid)) | set(holes.findall(entry.msgid_plural))
        given = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        wrong += [entry.msgid for text in given if not set(holes.findall(text)) <= wanted]
        wrong += [
            entry.msgid for text in given if not entry.msgid_plural and set(holes.findall(text)) != wanted
        ]
    assert not wrong, listed(wrong)
