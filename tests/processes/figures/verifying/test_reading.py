"""Whatever is given is read by what it is: TOML, a workbook, CSV, cells or sentences that were pasted."""

from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from sanling.processes.figures.verifying.bulletin import NoBulletin
from sanling.processes.figures.verifying.reading import MOST_BYTES, bulletins_in, bulletins_of
from tests.processes.figures.verifying.bulletins import PRINTED

ROWS: list[list[Any]] = [
    ["单位", "受理", "化解", "化解率"],
    ["金水区", 100, 90, 0.9],
    ["二七区", 200, 150, 0.75],
    ["合计", 300, 240, 0.8],
]


def test_a_workbook_has_a_bulletin_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "十月.xlsx"
    with Workbook(path) as book:
        percent = book.add_format({"num_format": "0.00%"})
        for name in ("纠纷", "隐患"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, row)
                sheet.write(number, 3, row[3], percent)
        book.add_worksheet("空")
    found = bulletins_of(path)
    assert [bulletin.id for bulletin in found] == ["纠纷", "隐患"]
    assert len(found[0].claims) == 2 * 3 + 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "十月.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in ROWS), encoding=encoding)
    (found,) = bulletins_of(path)
    assert len(found.claims) == 2 * 3 + 2


def test_toml_is_known_by_its_name_or_its_first_line(tmp_path: Path) -> None:
    for name in ("printed.toml", "printed.txt"):
        path = tmp_path / name
        path.write_text(PRINTED, encoding="utf-8")
        assert len(bulletins_of(path)) == 4
    assert len(bulletins_in(PRINTED)) == 4


def test_cells_that_were_pasted_are_a_table() -> None:
    (found,) = bulletins_in("\n".join("\t".join(map(str, row)) for row in ROWS))
    assert len(found.claims) == 2 * 3 + 2
    (text,) = bulletins_in("受理100件，化解90件，化解率90%")
    assert len(text.claims) == 2


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"PK\x03\x04broken", b"\xff\xfe\x00", b"x" * (MOST_BYTES + 1)]
)
def test_what_is_no_bulletin_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(NoBulletin):
        bulletins_of(path)


def test_more_bulletins_or_sheets_than_are_verified_at_once_are_refused_and_none_passed_over(
    tmp_path: Path,
) -> None:
    with pytest.raises(NoBulletin, match="40"):
        bulletins_in("[[bulletin]]\n" * 41)
    path = tmp_path / "多表.xlsx"
    with Workbook(path) as book:
        for nth in range(41):
            book.add_worksheet(f"表{nth}").write_row(0, 0, ["单位", "受理"])
    with pytest.raises(NoBulletin, match="40"):
        bulletins_of(path)
