"""Places of posters are taken in from a list, and a second time nothing changes."""

from pathlib import Path

import pytest

from sanling.domain.territory.models import CodePoint
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.tables.frame import Became
from tests.city import VILLAGE, City
from tests.sheets import csv_file, faults, take

pytestmark = pytest.mark.django_db


def test_each_place_gets_one_code_and_keeps_it(city: City, tmp_path: Path) -> None:
    text = f"张贴位置,区划,网格\n三号楼二单元,{VILLAGE},\n三号楼二单元,{VILLAGE},第一网格\n三号楼二单元,{VILLAGE},\n"
    report = take("codes", csv_file(tmp_path / "a.csv", text, "gb18030"))
    assert report.counts == {Became.NEW: 2, Became.SAME: 1}, faults(report)
    hung = set(CodePoint.objects.values_list("code", "division"))
    assert {division for _code, division in hung} == {VILLAGE, f"{VILLAGE}001"}
    assert take("codes", csv_file(tmp_path / "a.csv", text)).counts == {Became.SAME: 3}
    assert set(CodePoint.objects.values_list("code", "division")) == hung
    assert AuditRow.objects.get(act="territory.hang_code_points").detail == {"points": 2}


@pytest.mark.parametrize(
    "line", ["三号楼,没有的社区,", f"三号楼,{VILLAGE},没有的网格", f",{VILLAGE},第一网格", "三号楼,,第一网格"]
)
def test_a_place_that_is_not_there_is_refused(city: City, tmp_path: Path, line: str) -> None:
    report = take("codes", csv_file(tmp_path / "a.csv", f"位置,区划,网格\n{line}\n"))
    assert report.counts == {Became.REFUSED: 1}
    assert not CodePoint.objects.exists()
