"""What changed most is said in one sentence, with where and of which kind, as far as that can be said."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from sanling.processes.figures.breakdown import Line
from sanling.processes.figures.changed import Changed, Part
from sanling.processes.figures.indicators import Value, figures_of
from sanling.processes.figures.queries import By
from sanling.processes.figures.sentences import sentence
from tests.city import CITY

pytestmark = pytest.mark.django_db
NAMES = {str(By.PLACE): {"410105": "金水区"}, str(By.KIND): {"dispute": "矛盾纠纷"}}


def test_a_change_is_said_with_where_it_came_from() -> None:
    figure = figures_of(CITY)["overdue"]
    whole = Line("", Value(figure, 21), Value(figure, 12))
    parts = {
        str(By.PLACE): Part(Line("410105", Value(figure, 8), Value(figure, 3)), 5),
        str(By.KIND): Part(Line("dispute", Value(figure, 9), Value(figure, 5)), 4),
    }
    with override("zh-hans"):
        said = sentence(Changed(whole, 3.0, parts), NAMES)
        assert all(word in said for word in ("21", "+9", "金水区", "+5", "矛盾纠纷", "+4"))
        alone = sentence(Changed(whole, 3.0, dict.fromkeys(parts)), NAMES)
        assert "金水区" not in alone
        rate = figures_of(CITY)["settlement"]
        line = Line("", Value(rate, 50, 100), Value(rate, 40, 100))
        of_rate = replace(parts[str(By.PLACE)], line=replace(line, unit="410105"), effect=0.05)
        assert "+5.00" in sentence(Changed(line, 3.0, {str(By.PLACE): of_rate}), NAMES)
