"""Why rows were refused goes back in the clerk's own file, or in a new one where that can't be written into."""

from pathlib import Path

from sanling.foundation.tables.frame import Row
from sanling.foundation.tables.heading import Headed
from sanling.processes.imports.returned import Reasons


def gathered(*refused: int) -> Reasons:
    reasons = Reasons()
    reasons.begin(Headed("", 1, ["名称"], {"name": 0}, iter([]), []))
    for number in (2, 3):
        row = Row(number, ["甲"])
        if number in refused:
            row.refuse("名称", "错")
        else:
            row.pass_over("没有")
        reasons.add(row)
    return reasons


def test_only_refused_rows_have_reasons() -> None:
    assert gathered(3).marks[""].reasons == {3: "名称: 错"}
    assert not gathered().some


def test_a_workbook_of_the_old_form_can_not_be_written_into(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert gathered(2).write(source, tmp_path / "b") == ""
    source.write_text("名称\n甲\n", encoding="utf-8")
    assert gathered(2).write(source, tmp_path / "b") == "csv"
