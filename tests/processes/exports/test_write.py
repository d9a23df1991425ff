"""A file holds what was written, whatever a sheet or a cell makes of it."""

import re
from zipfile import ZipFile

import pytest
from django.utils.translation import override

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation.tables import writing
from sanling.processes.exports import write
from sanling.processes.exports.tasks import path_of
from tests.domain.matters.helpers import registered
from tests.processes.exports.asking import asked, sheets_of, written

pytestmark = pytest.mark.django_db


def test_what_a_sheet_can_not_hold_goes_on_on_the_next_under_the_same_head(
    cast: dict[str, Player], workflows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MOST_ROWS", 3)
    numbers = {registered().matter.number for _n in range(7)}
    export = asked(cast["intake_officer"])
    written(export)
    sheets = sheets_of(export)
    assert [len(rows) - 1 for rows in sheets] == [3, 3, 1]
    assert len({tuple(rows[0]) for rows in sheets}) == 1
    assert {row[0] for rows in sheets for row in rows[1:]} == numbers
    assert export.rows == export.total == 7
    with ZipFile(path_of(export)) as parts:
        pages = [parts.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3)]
    last = chr(ord("A") + len(sheets[0][0]) - 1)
    assert [re.findall(r'autoFilter ref="A1:([A-Z]\d+)"', page) for page in pages] == [
        [f"{last}4"],
        [f"{last}4"],
        [f"{last}2"],
    ]
    assert len({re.findall(r"<cols>.*</cols>", page)[0] for page in pages}) == 1


def test_exactly_full_sheets_are_followed_by_no_empty_one(
    cast: dict[str, Player], workflows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MOST_ROWS", 2)
    for _n in range(4):
        registered()
    export = asked(cast["intake_officer"])
    written(export)
    assert [len(rows) - 1 for rows in sheets_of(export)] == [2, 2]


TITLES = (
    *(
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-1",
        "\t=1",
        '=HYPERLINK("http://x")',
        "https://example.org/",
        "  两边有空格 ",
    ),
    *(
        "a\x0bb",
        "a\x01b",
        "a\rb",
        "_x000D_",
        "<r>&</r>",
        "<r><t>x</t></r>",
        "&amp;<b>",
        "孙𱍐\ue123",
        "\ufdd0",
    ),
)


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_what_stands_in_a_cell_is_what_was_written(
    title: str, cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    Matter.objects.filter(pk=matter.pk).update(title=title)
    rows = written(asked(cast["intake_officer"]))
    assert str(rows[1][1]).removesuffix(" ") == title.removesuffix(" ")


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    # An emoji is two of the units that Excel counts.
    for text in ("长" * 40_000, "😀" * 16_384):
        with override("zh-hans"):
            cut = writing.written(text)
        assert len(cut.encode("utf-16-le")) // 2 <= writing.LONGEST_CELL
        assert cut.startswith(text[:16_000])
        assert cut.endswith(f"（内容过长已截断，全文共 {len(text)} 个字）")
    assert writing.written("长" * 32_767) == "长" * 32_767


def test_what_no_file_can_hold_is_shown_as_such() -> None:
    assert writing.written("a\ud800b") == "a\ufffdb"
