"""Of a report each cause is kept once, the most frequent first."""

from sanling.foundation.tables.frame import Became, Row
from sanling.processes.imports.told import MOST_CAUSES, told
from sanling.processes.imports.work import Report


def test_causes_are_told_by_how_frequent_they_are_and_not_without_end() -> None:
    report = Report(only_checked=True)
    for number in range(MOST_CAUSES + 5):
        row = Row(number, [])
        row.refuse("类型", "没有", "飞船")
        row.refuse("名称", f"错{number}")
        report.add(row, "")
    said = told(report)
    assert said["counts"][Became.REFUSED.value] == MOST_CAUSES + 5
    assert (said["causes"][0]["times"], said["causes"][0]["values"]) == (MOST_CAUSES + 5, ["飞船"])
    assert (len(said["causes"]), said["more_causes"]) == (MOST_CAUSES, 6)
