"""What the page of a figure shows is had as an Excel file: the same numbers, of the same rows."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from tests.interfaces.desk.figures.test_overview import Cast, open_door, page
from tests.interfaces.doors import signed_in
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "open_door", "staffed"]

pytestmark = pytest.mark.django_db


def test_the_file_says_what_the_page_says(counted: object, cast: Cast) -> None:
    browser = signed_in(cast["county_leader"])
    query = {"figure": "registered", "period": "2026", "by": "kind"}
    assert "/desk/figures/book/?" in page(browser, "/desk/figures/", **query)
    answer = browser.get("/desk/figures/book/", query)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_name("统计指标").to_python()
    assert ["区划", "金水区"] in [row[:2] for row in rows]
    shown = browser.get("/desk/figures/", query).context["shown"].rows
    told = {line.name: line.value for line in shown}
    found = {row[0]: row[1] for row in rows if isinstance(row[1], float)}
    assert found.pop("总计") == float(told.pop("总计"))
    assert found == {name: float(value) for name, value in told.items()}


def test_another_place_is_not_had(cast: Cast) -> None:
    assert signed_in(cast["county_leader"]).get("/desk/figures/book/", {"place": "410104"}).status_code == 404
