"""A city is data: what a profile may call otherwise is known to no line of the program."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from sanling.domain.matters.config import MattersPart
from sanling.domain.people.config import PeoplePart
from sanling.foundation.profile.registry import installed_profiles
from tests.house.sources import listed, python_files, templates, text_of, tracked, tree_of

# Codes that are also words of the program's own, where they are: beginnings of paths, and why.
OWN_WORDS = {
    "phone": (("sanling/",), "a field of persons, posts and accounts"),
    "informant": (("sanling/domain/matters/models/",), "a party's role, and a village's lookout in one city"),
    "mediator": (
        (
            "sanling/domain/mediation/",
            "sanling/interfaces/portal/mediation/",
            "sanling/interfaces/desk/mediation/",
        ),
        "somebody of the directory: a column, an address",
    ),
    "administrator": (("sanling/interfaces/console/main.py",), "a command"),
    "web": (
        ("sanling/interfaces/console/main.py", "sanling/supervisor/", "sanling/domain/incidents/rules.py"),
        "a command, and its process; a way by which petitions come by law",
    ),
    "letter": (("sanling/domain/incidents/rules.py",), "a way by which petitions come by law"),
    "visit": (("sanling/domain/incidents/rules.py",), "a way by which petitions come by law"),
    "scan": (("sanling/interfaces/portal/matters/urls.py",), "the name of an address"),
    "found": (("sanling/interfaces/desk/people/units.py",), "a name in a page's context"),
}
LITERAL = re.compile(r"""(["'`])((?:\\.|(?!\1).)*)\1""")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
Literal = tuple[Path, int, str]


@cache
def codes() -> frozenset[str]:
    """Return the roles, kinds of units and channels of all cities."""
    found: set[str] = set()
    for profile in installed_profiles().values():
        people: PeoplePart = profile.part("people")
        matters: MattersPart = profile.part("matters")
        found |= {role.code for role in people.roles} | {kind.code for kind in people.unit_kinds}
        found |= {channel.code for channel in matters.channels}
    return frozenset(found)


@cache
def of_cities() -> "re.Pattern[str]":
    """Return what finds a city by its name, its folder's name, its divisions' codes or its phones' area code."""
    words: list[str] = []
    for profile in installed_profiles().values():
        name = profile.name
        words += [re.escape(word) for word in (profile.code, name.zh.removesuffix("市"), name.en)]
        # A province's two digits are anybody's, and it has no area code.
        if not profile.is_province:
            words += [rf"(?<!\d){profile.city}", rf"(?<!\d){profile.area_code}(?!\d)"]
    return re.compile("|".join(words), re.I)


@cache
def letters() -> frozenset[str]:
    """Return the letters that numbers of matters begin with."""
    return frozenset(profile.letters for profile in installed_profiles().values())


def in_python() -> Iterator[Literal]:
    """Yield the texts in the program's Python, docstrings left out."""
    for path in python_files("sanling/"):
        tree = tree_of(path)
        said = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield path, node.lineno, node.value


def in_templates() -> Iterator[Literal]:
    """Yield the texts in the tags of templates."""
    for path in templates():
        for tag in TAG.finditer(text_of(path)):
            for literal in LITERAL.finditer(tag.group()):
                yield path, text_of(path)[: tag.start()].count("\n") + 1, literal[2]


def in_islands() -> Iterator[Literal]:
    """Yield the texts in TypeScript."""
    for path in tracked():
        if path.suffix == ".ts" and path.parts[0] == "frontend":
            for literal in LITERAL.finditer(text_of(path)):
                yield path, text_of(path)[: literal.start()].count("\n") + 1, literal[2]


LITERALS = pytest.mark.parametrize("literals", [in_python, in_templates, in_islands])


def is_own_word(path: Path, code: str) -> bool:
    """Tell whether a code is a word of the program's own there."""
    return path.as_posix().startswith(OWN_WORDS.get(code, ((), ""))[0])


@LITERALS
def test_no_line_knows_a_role_a_kind_of_unit_or_a_channel(
    literals: "Callable[[], Iterator[Literal]]",
) -> None:
    # A code of several words is nobody's but a profile's, also inside a longer text.
    long = re.compile(rf"\b(?:{'|'.join(code for code in sorted(codes()) if '_' in code)})\b")
    found = [
        f"{path}:{line}: {text}"
        for path, line, text in literals()
        if (text in codes() and not is_own_word(path, text)) or long.search(text)
    ]
    assert not found, listed(found)


@LITERALS
def test_no_line_knows_a_city(literals: "Callable[[], Iterator[Literal]]") -> None:
    found = [
        f"{path}:{line}: {text}"
        for path, line, text in literals()
        if text in letters() or of_cities().search(text)
    ]
    assert not found, listed(found)


def test_no_template_tells_of_a_city() -> None:
    found = [
        f"{path}: {match.group()}" for path in templates() if (match := of_cities().search(text_of(path)))
    ]
    assert not found, listed(found)


def test_no_reason_outlives_its_word() -> None:
    used = {text for path, _line, text in in_python() if is_own_word(path, text)}
    assert used == OWN_WORDS.keys() & codes() == OWN_WORDS.keys()


def test_no_cache_outlives_the_profile_that_it_was_made_of() -> None:
    """What asks for a profile is kept with it (`kept_with_profile`), never by a cache of the process."""
    asks = re.compile(r"profile|_part\(|role_rules|datum_of")
    strays = [
        f"{path}:{node.lineno}: {node.name}"
        for path in python_files("sanling/")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        and any(re.search(r"\b(lru_cache|cache)\b", ast.unparse(by)) for by in node.decorator_list)
        and any(asks.search(ast.unparse(statement)) for statement in node.body)
    ]
    assert strays == []
