"""Lists of recognitions of earlier years are taken over row by row."""

from pathlib import Path

import pytest

from sanling.domain.recognition.imports import read_outcome, read_year
from sanling.domain.recognition.models import Title
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report
from tests.city import City
from tests.domain.recognition.yearly import company
from tests.domain.subjects.helpers import code_of
from tests.sheets import faults, take, workbook

pytestmark = pytest.mark.django_db
HEADS = ["单位名称", "认定年度", "认定结果", "依据文件", "认定日期", "零上访", "零事故"]
ROW = ["郑州恒通食品有限公司", "2019年度", "认定", "郑平安办〔2019〕12号", "2019-11-20", "达标", ""]


def taken(folder: Path, *rows: list[str]) -> Report:
    return take("titles", workbook(folder / "a.xlsx", [["历年认定名单"], HEADS, *rows]))


def test_a_list_is_taken_over_and_again_changes_nothing(city: City, tmp_path: Path) -> None:
    subject = company()
    assert dict(taken(tmp_path, ROW).counts) == {"new": 1}
    assert dict(taken(tmp_path, ROW).counts) == {"same": 1}
    title = Title.objects.get()
    assert (title.subject_id, title.year, title.granted) == (subject.pk, 2019, True)
    assert title.reasons["zeros"] == [{"zero": "petitions", "finding": "kept"}]
    assert dict(taken(tmp_path, [ROW[0], "2019", "未认定", *ROW[3:]]).counts) == {"changed": 1}


def test_what_is_wrong_is_told_of_each_row(city: City, tmp_path: Path) -> None:
    company()
    company(code_of(8), name="郑州恒通食品有限公司")
    company(code_of(7), name="郑州启明物流有限公司")
    sound = ["郑州启明物流有限公司", *ROW[1:]]
    rows = [
        ROW,
        ["无此单位", *ROW[1:]],
        [sound[0], "明年", *ROW[2:]],
        [sound[0], "2018", "也许", *ROW[3:]],
        [sound[0], "2099", *ROW[2:]],
        sound,
        sound,
    ]
    report = taken(tmp_path, *rows)
    assert report.counts[Became.REFUSED] == 6
    assert report.counts[Became.NEW] == 1
    assert set(faults(report).values()) == {("3",), ("4",), ("5",), ("6",), ("7",), ("9",)}


@pytest.mark.parametrize("day", ["2099-11-20", "2018-12-31"])
def test_a_day_on_which_nothing_of_the_year_was_decided_is_refused(
    city: City, tmp_path: Path, day: str
) -> None:
    company()
    report = taken(tmp_path, [*ROW[:4], day, *ROW[5:]])
    assert dict(report.counts) == {"refused": 1}
    assert {column for column, _why in report.causes} == {"认定日期"}
    assert not Title.objects.exists()


def test_outcomes_and_years_are_read_as_lists_have_them() -> None:
    assert [read_outcome(word) for word in ("已认定", "达标", "不予认定", "未达标")] == [
        True,
        True,
        False,
        False,
    ]
    assert [read_year(word) for word in ("2019", "2019年", "２０１９年度")] == [2019, 2019, 2019]
    for wrong in ("19", "去年"):
        with pytest.raises(ValueError, match=r"年|数"):
            read_year(wrong)


@pytest.mark.parametrize("said", ["认定（已撤销）", "认定(未通过)", "达标（否）", "未认定（待复核）"])
def test_an_outcome_with_a_note_that_may_undo_it_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="未认定"):
        read_outcome(said)
