"""Things are drawn as often as their weights say, and what weighs nothing never."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.simulation.odds import Odds

WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 100), min_size=1).filter(
    lambda weights: sum(weights.values()) > 0
)


class Ends(Random):
    """Draws what lies at one end of all that can be drawn."""

    def __init__(self, at: float) -> None:
        super().__init__()
        self._at = at

    def random(self) -> float:
        return self._at


@given(WEIGHTS, st.floats(0, 1, exclude_max=True))
def test_whatever_is_drawn_weighs_something(weights: dict[str, float], at: float) -> None:
    assert weights[Odds(weights).draw(Ends(at))] > 0


@given(st.integers(0, 1000))
def test_twice_the_weight_is_twice_as_often_about(seed: int) -> None:
    odds, random = Odds({"rare": 1, "often": 2, "never": 0}), Random(seed)
    drawn = Counter(odds.draw(random) for _time in range(600))
    assert drawn["never"] == 0
    assert 1.4 < drawn["often"] / drawn["rare"] < 3


@pytest.mark.parametrize("weights", [{}, {"a": 0.0}])
def test_where_nothing_weighs_anything_there_is_nothing_to_draw(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        Odds(weights)
