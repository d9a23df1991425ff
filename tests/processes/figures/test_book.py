"""An Excel file of a figure holds the numbers of its page as numbers, a chart, and how the figure is defined."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from sanling.processes.figures.book import Table, book
from sanling.processes.figures.breakdown import breakdown
from sanling.processes.figures.indicators import Asked, figures_of
from sanling.processes.figures.periods import read_period
from sanling.processes.figures.queries import TIMES, By
from tests.city import CITY
from tests.processes.figures.bulletins.helpers import Cast
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
PERIOD = read_period("2026")


@pytest.mark.parametrize("code", ["registered", "settlement", "handling_time", "open", "rating"])
@pytest.mark.parametrize("by", [By.PLACE, By.MONTH])
def test_it_holds_the_numbers_of_the_page(cast: Cast, code: str, by: By) -> None:
    viewer, figure = cast["city_leader"].viewer, figures_of(CITY)[code]
    told = breakdown(viewer, Asked(CITY, PERIOD, by), figure, PERIOD.last)
    lines = [(line.unit, line) for line in told.lines]
    table = Table("单位", lines, told.total, trend=by in TIMES)
    made = book(told, table, [("地区", "=1+1"), ("统计期", "2026")])
    workbook = CalamineWorkbook.from_filelike(BytesIO(made))
    rows = workbook.get_sheet_by_name("统计指标").to_python()
    assert rows[0][:2] == ["地区", "=1+1"]
    found = {row[0]: row[1] for row in rows[4 - 1 :] if row[0]}
    for name, line in lines:
        number = line.now.number
        if number is None:
            assert found[name] == ""
        else:
            shown = float(number) / 100 if figure.form == "rate" else float(number)
            assert found[name] == pytest.approx(shown)
    definitions = workbook.get_sheet_by_name("指标口径").to_python()
    assert ["指标口径" in str(cell) for cell in definitions[0]]
    assert figure.definition.zh in [row[1] for row in definitions]
    assert any(name.startswith("xl/charts/") for name in ZipFile(BytesIO(made)).namelist())


def test_of_nothing_there_is_a_file_without_a_chart(cast: Cast) -> None:
    viewer, figure = cast["city_leader"].viewer, figures_of(CITY)["registered"]
    period = read_period("1999")
    told = breakdown(viewer, Asked(CITY, period, By.PLACE), figure, period.last)
    made = book(told, Table("单位", [], None, trend=False), [])
    assert not any(name.startswith("xl/charts/") for name in ZipFile(BytesIO(made)).namelist())
