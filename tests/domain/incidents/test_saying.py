"""What is said of an incident becomes an unsaved row."""

from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.saying import corrected, new_row
from tests.city import TEST, VILLAGE
from tests.domain.incidents.helpers import DAY

WHERE = {"division_id": VILLAGE, "happened_on": DAY}


def test_a_petition_is_kept_from_whoever_is_not_cleared() -> None:
    assert new_row(TEST, Kind.PETITION_VISIT, WHERE).confidentiality == 2
    assert new_row(TEST, Kind.ACCIDENT, WHERE).confidentiality == 0


def test_an_accident_of_which_nothing_is_said_cost_nothing() -> None:
    made = new_row(TEST, Kind.ACCIDENT, WHERE)
    assert (made.deaths, made.serious_injuries, made.other_injuries, made.loss, made.grade) == (0, 0, 0, 0, 1)


def test_what_a_correction_does_not_name_stays() -> None:
    before = Incident(kind="accident", source="own", own_id="7", deaths=2, loss=5, **WHERE)
    now = corrected(TEST, before, {"deaths": 3}, "又有一人死亡")
    assert (now.deaths, now.loss, now.grade, now.source, now.own_id) == (3, 5, 2, "own", "7")
    assert (now.corrects, now.reason, now.happened_on) == (before, "又有一人死亡", DAY)
