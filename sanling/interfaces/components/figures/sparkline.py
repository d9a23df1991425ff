"""A small line of how a figure came to be as it is, drawn on the server; its points stand in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 120, 32, 3


@dataclass(frozen=True)
class Sparkline:
    """The path of a line in a box of `WIDTH` by `HEIGHT`, its last point, and what it says in words."""

    path: str
    end: tuple[float, float] | None
    words: str

    @classmethod
    def of(cls, points: Sequence[tuple[str, Decimal | None, str]]) -> "Sparkline":
        """Draw points, each by its moment, number and words; where there is none the line is broken."""
        numbers = [number for _moment, number, _said in points if number is not None]
        words = ", ".join(f"{moment} {said}" for moment, _number, said in points)
        if len(numbers) < 2:
            return cls("", None, words)
        low, high = min(numbers), max(numbers)
        steps: list[str] = []
        end = None
        pen_is_down = False
        for nth, (_moment, number, _said) in enumerate(points):
            if number is None:
                pen_is_down = False
                continue
            x = MARGIN + nth * (WIDTH - 2 * MARGIN) / (len(points) - 1)
            share = float((number - low) / (high - low)) if high > low else 0.5
            y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)
            steps.append(f"{'L' if pen_is_down else 'M'}{x:.1f} {y:.1f}")
            end = (round(x, 1), round(y, 1))
            pen_is_down = True
        return cls("".join(steps), end, words)
