"""Posters of many are bound into one PDF, and each lies in the ZIP; those that can't be printed are named there."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from django.utils.translation import override

from sanling.domain.matters import poster_files
from sanling.domain.matters.poster_files import write_posters
from sanling.domain.people.ledgers import Written
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.models import CodePoint
from tests.city import TEST, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture
def to(tmp_path: Path) -> dict[str, Path]:
    return {"pdf": tmp_path / "all.pdf", "zip": tmp_path / "all.zip"}


def hung(*places: str) -> list[CodePoint]:
    return [hang_code_point(actor=TEST, division=VILLAGE, place=place) for place in places]


def written(points: list[CodePoint], to: dict[str, Path]) -> tuple[Written, list[int]]:
    told: list[int] = []
    with override("zh-hans"):
        return write_posters("a4", points, to, told.append), told


def test_all_are_in_one_file_in_their_order_and_each_in_the_archive(
    to: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poster_files, "BATCH", 2)
    points = hung("一号楼", "../二/号楼", "三号楼")
    assert written(points, to) == (Written(3, 0), [2, 3])
    with pikepdf.open(to["pdf"]) as bound:
        assert len(bound.pages) == 3
    with ZipFile(to["zip"]) as archive:
        names = archive.namelist()
        assert [name.partition(" ")[0] for name in names] == [point.code for point in points]
        assert all("/" not in name and name.endswith(".pdf") for name in names)
        assert [len(pikepdf.open(BytesIO(archive.read(name))).pages) for name in names] == [1, 1, 1]


@pytest.mark.parametrize("places", [("𪚥村口",), ("一号楼", "𪚥村口")])
def test_those_that_cannot_be_printed_are_left_out_and_named(
    to: dict[str, Path], places: tuple[str, ...]
) -> None:
    points = hung(*places)
    done, _told = written(points, to)
    assert done == Written(len(places) - 1, 1)
    with pikepdf.open(to["pdf"]) as bound:
        assert len(bound.pages) == len(places) - 1
    with ZipFile(to["zip"]) as archive:
        listed = archive.read("未打印.txt").decode("utf-8-sig")
    assert listed.startswith(f"{points[-1].code}\t")
    assert "字库缺少𪚥" in listed
