"""Rooms declare what they count."""

from sanling.domain.indicators.measures import stocks
from sanling.domain.recognition.measures import JUDGED, TITLES
from tests.city import CITY, City


def test_the_stocks_of_the_installed_rooms_are_found() -> None:
    assert {code: stocks()[code] for code in ("judged", "titles")} == {"judged": JUDGED, "titles": TITLES}


def test_a_measure_of_zeros_counts_all_together_and_each(city: City) -> None:
    counted = [(code, zero) for code, zero, _where in JUDGED.counted(CITY)]
    assert ("judged", "") in counted
    assert ("judged", "petitions") not in counted
    assert {("met", ""), ("met", "petitions")} <= set(counted)


def test_a_measure_of_parts_counts_each_of_them_and_nothing_together(city: City) -> None:
    colours = [part for code, part, _where in JUDGED.counted(CITY) if code == "coloured"]
    assert {"red", "orange", "yellow", "blue"} <= set(colours)
    assert "" not in colours
