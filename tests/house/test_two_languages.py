"""What is documented in two languages says the same things in the same places."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
CHINESE = sorted(DOCS.glob("*.zh-CN.md"))
BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#+) .+$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]*)#([^)\s]+)\)")
# What a shell ignores may be said in the reader's own language.
COMMENT = re.compile(r"[ \t]+# .*$", re.MULTILINE)


def english_of(page: Path) -> Path:
    return page.with_name(page.name.replace(".zh-CN", ""))


def shape(page: Path) -> list[str]:
    """Return the levels of a page's headings, its rows of tables and its blocks of code, in their order."""
    text = page.read_text("utf-8")
    blocks = iter(BLOCK.findall(text))
    found = []
    for line in BLOCK.sub("```", text).splitlines():
        if line == "```":
            found.append(COMMENT.sub("", next(blocks)))
        elif heading := HEADING.match(line):
            found.append(heading[1])
        elif line.startswith("|"):
            found.append(f"a row of {line.count('|')}")
    return found


def anchors(page: Path) -> set[str]:
    """Return what the headings of a page are reached by."""
    text = BLOCK.sub("", page.read_text("utf-8"))
    titles = [heading[0].lstrip("# ") for heading in HEADING.finditer(text)]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: page.name)
def test_headings_tables_and_code_are_the_english_pages(page: Path) -> None:
    assert shape(page) == shape(english_of(page))


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_links_into_pages_lead_to_a_heading(page: Path) -> None:
    for file, anchor in LINK.findall(page.read_text("utf-8")):
        if "://" not in file:
            assert anchor in anchors((page.parent / file) if file else page), (file, anchor)


def test_operations_and_the_api_are_documented_in_both() -> None:
    assert {page.name for page in CHINESE} == {"api.zh-CN.md", "operations.zh-CN.md"}
