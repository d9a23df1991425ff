"""The unit above is one that is there or that the same list adds, the nearest of a name, and never the unit itself."""

from pathlib import Path

import pytest

from sanling.domain.people.models import Unit
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report
from tests.city import COUNTY, TOWNSHIP, City
from tests.sheets import csv_file, faults, take

pytestmark = pytest.mark.django_db


def units(tmp_path: Path, *rows: str) -> Report:
    return take("units", csv_file(tmp_path / "a.csv", "\n".join(("单位,类型,区划,编码,上级单位", *rows))))


@pytest.mark.parametrize(
    "ring",
    [
        ["甲馆,行业部门,金水区,,甲馆"],
        ["甲馆,行业部门,金水区,,乙馆", "乙馆,行业部门,金水区,,甲馆"],
        ["甲馆,行业部门,金水区,,乙馆", "乙馆,行业部门,金水区,,丙馆", "丙馆,行业部门,金水区,a-1,甲馆"],
        ["甲馆,行业部门,金水区,a-1,b-1", "乙馆,行业部门,金水区,b-1,a-1"],
    ],
)
def test_units_that_name_each_other_as_the_one_above_are_refused_with_their_rows(
    city: City, tmp_path: Path, ring: list[str]
) -> None:
    report = units(tmp_path, *ring, "丁馆,行业部门,金水区,,甲馆", "戊馆,行业部门,金水区,,")
    assert report.counts == {Became.NEW: 1, Became.REFUSED: len(ring) + 1}, faults(report)
    ((rows, _lost)) = faults(report).values()
    assert rows == tuple(str(nth) for nth in range(2, len(ring) + 2))


def test_a_unit_hands_up_to_one_of_the_same_name_above_it(city: City, tmp_path: Path) -> None:
    units(tmp_path, "民政办,行业部门,金水区,,")
    rows = (
        "民政办,派出所,金水区花园路街道,,民政办",
        "社工站,行业部门,管城回族区,,",
        "分站,行业部门,金水区,,社工站",
    )
    report = units(tmp_path, *rows)
    assert report.counts == {Became.NEW: 2, Became.REFUSED: 1}, faults(report)
    assert Unit.objects.get(name="民政办", division=TOWNSHIP).parent == Unit.objects.get(
        name="民政办", division=COUNTY
    )
