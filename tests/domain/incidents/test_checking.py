"""What can't be so is said by field, the same at every door."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sanling.domain.incidents.checking import Known, completed, faults
from sanling.domain.incidents.rules import Kind
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from tests.city import CITY, TEST, VILLAGE, City
from tests.domain.incidents.helpers import DAY
from tests.domain.subjects.helpers import school

KNOWN = Known(frozenset({VILLAGE}), {7: VILLAGE})
WHERE: dict[str, Any] = {"division_id": VILLAGE, "happened_on": DAY}
WHOLE: dict[Kind, dict[str, Any]] = {
    Kind.PETITION_VISIT: {"channel": "visit", "reached": "city", "persons": 1},
    Kind.ACCIDENT: {"sort": "work"},
    Kind.POLICE_FIGURE: {"measure": "homicides", "count": 1},
    Kind.RISEN_DISPUTE: {"reached": "township"},
}


@pytest.mark.parametrize("kind", Kind)
def test_what_is_whole_may_be_recorded_and_what_is_needed_may_not_be_missing(kind: Kind) -> None:
    assert faults(KNOWN, kind, {**WHERE, **WHOLE[kind]}) == {}
    for name in WHOLE[kind]:
        assert set(faults(KNOWN, kind, {**WHERE, **WHOLE[kind], name: None})) == {name}


@pytest.mark.parametrize(
    ("kind", "said", "wrong"),
    [
        (Kind.PETITION_VISIT, {"persons": 0}, {"persons"}),
        (Kind.PETITION_VISIT, {"channel": "pigeon"}, {"channel"}),
        (Kind.PETITION_VISIT, {"deaths": 1}, {"deaths"}),
        (Kind.PETITION_VISIT, {"division_id": None}, {"division_id"}),
        (Kind.PETITION_VISIT, {"division_id": "210100"}, {"division_id"}),
        (Kind.PETITION_VISIT, {"answers_id": 8}, {"answers_id"}),
        (Kind.PETITION_VISIT, {"happened_on": date(2199, 1, 1)}, {"happened_on"}),
        (Kind.PETITION_VISIT, {"happened_on": None}, {"happened_on"}),
        (Kind.ACCIDENT, {"loss": 10**13}, {"loss"}),
        (Kind.ACCIDENT, {"happened_at": datetime(2026, 7, 15, 1, tzinfo=CHINA)}, {"happened_at"}),
        (Kind.POLICE_FIGURE, {"ends_on": date(2026, 8, 1)}, {"ends_on"}),
        (Kind.POLICE_FIGURE, {"ends_on": date(2026, 7, 1)}, {"ends_on"}),
    ],
)
def test_what_can_not_be_so_is_told_by_field(kind: Kind, said: dict[str, Any], wrong: set[str]) -> None:
    assert set(faults(KNOWN, kind, {**WHERE, **WHOLE[kind], **said})) == wrong


def test_an_accident_of_the_hour_to_come_is_refused() -> None:
    at = clock.now() + timedelta(minutes=5)
    said = completed(KNOWN, {"division_id": VILLAGE, "happened_at": at, "sort": "work"})
    assert not faults(KNOWN, Kind.ACCIDENT, said).keys().isdisjoint({"happened_at", "happened_on"})


def test_the_place_follows_from_the_subject_and_the_day_from_the_instant() -> None:
    at = datetime(2026, 7, 14, 23, 30, tzinfo=CHINA)
    said = completed(KNOWN, {"site_id": 7, "happened_at": at})
    assert (said["division_id"], said["happened_on"]) == (VILLAGE, DAY)


@pytest.mark.django_db
def test_a_subject_out_of_sight_is_as_absent_as_one_that_never_was(
    city: City, cast: dict[str, Player]
) -> None:
    there, said = school(), {"division_id": VILLAGE}
    seen, unseen = (
        Known.of(cast[who].viewer, CITY, [{**said, "answers_id": there.pk}])
        for who in ("petition_officer", "sibling_township_intake")
    )
    assert (seen.subjects, unseen.subjects) == ({there.pk: VILLAGE}, {})
    assert Known.of(TEST, CITY, [{**said, "answers_id": there.pk}]).divisions == {VILLAGE}
