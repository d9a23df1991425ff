"""What became of a file's rows, as an upload keeps it to show."""

from typing import Any

from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report

# A file in which everything is wrong in ways of its own is no list.
MOST_CAUSES = 200


def told(report: Report) -> dict[str, Any]:
    """Return a report as JSON: counts, and each cause once, with how many rows it has, and the first of them."""
    causes = sorted(report.causes.items(), key=lambda found: -found[1].times)
    return {
        "counts": {became.value: report.counts[became] for became in Became},
        "causes": [
            {
                "column": column,
                "why": why,
                "times": cause.times,
                "rows": cause.rows,
                "values": [value for value in dict.fromkeys(cause.values) if value],
            }
            for (column, why), cause in causes[:MOST_CAUSES]
        ],
        "more_causes": max(0, len(causes) - MOST_CAUSES),
        "passed": [
            {"why": why, "times": cause.times, "rows": cause.rows} for why, cause in report.passed.items()
        ],
        "unused": report.unused,
        "read": report.read,
        "not_read": report.not_read,
        "hidden": report.hidden,
        "hints": [str(hint) for hint in report.hints],
        "broken_off": report.broken_off,
    }
