"""Rates: of how many how many, and never one without the other."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Rate:
    """A share of a count, which is computed from sums and never averaged."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """Return the percentage, rounded half up to two decimals; of nothing there is none."""
        if not self.denominator:
            return None
        exact = Decimal(self.numerator) * 100 / Decimal(self.denominator)
        return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

    def __str__(self) -> str:
        """Return "96.91%", or a dash for the share of nothing."""
        return "—" if self.percent is None else f"{self.percent}%"

    def __add__(self, other: "Rate") -> "Rate":
        """Return the rate of both together, by their sums."""
        return Rate(self.numerator + other.numerator, self.denominator + other.denominator)

    def __sub__(self, other: "Rate") -> Decimal | None:
        """Return by how many percentage points the rounded rates differ; None where one of them is of nothing."""
        if self.percent is None or other.percent is None:
            return None
        return self.percent - other.percent
