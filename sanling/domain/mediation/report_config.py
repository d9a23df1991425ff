"""What a city's profile says of the report on people's mediation (人民调解工作情况统计表): how its rows are called."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class ReportRow(Part):
    """A row of the report: ``of`` are the codes of the profile that count in it; the row's own code always does."""

    code: Code
    name: Label
    of: tuple[Code, ...] = ()

    @property
    def takes(self) -> tuple[str, ...]:
        """Return all codes that count in it."""
        return (self.code, *self.of)


class ReportPart(Part):
    """The rows of the report; what no row takes counts in the last of each.

    ``categories`` are those of the ministry, of categories of disputes; ``sources`` of who handed a dispute over, else
    of its channel; ``endings`` (法释〔2021〕23号 25) of outcomes and of causes of failing.
    What ended by an outcome of ``became_cases`` became a case (民转刑、移交公安).
    """

    categories: tuple[ReportRow, ...] = ()
    sources: tuple[ReportRow, ...] = ()
    endings: tuple[ReportRow, ...] = ()
    became_cases: tuple[Code, ...] = ()
    source: str = ""

    @model_validator(mode="after")
    def taken_once(self) -> Self:
        """Refuse a code that would count in two rows."""
        for name, rows in (
            ("categories", self.categories),
            ("sources", self.sources),
            ("endings", self.endings),
        ):
            codes = [code for row in rows for code in dict.fromkeys(row.takes)]
            if twice := sorted({code for code in codes if codes.count(code) > 1}):
                raise ValueError(f"report.{name} counts {', '.join(map(repr, twice))} twice")
        return self

    @cached_property
    def row_of(self) -> Mapping[str, Mapping[str, str]]:
        """Return the row in which each code counts, of categories, sources and endings."""
        said: Mapping[str, Sequence[ReportRow]] = {
            "category": self.categories,
            "source": self.sources,
            "ending": self.endings,
        }
        return {by: {code: row.code for row in rows for code in row.takes} for by, rows in said.items()}
