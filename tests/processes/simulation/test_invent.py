"""Matters are made up of what the city has, by people who are not."""

from collections import Counter
from dataclasses import replace

import pytest
from stdnum.cn import ric

from sanling.domain.matters.models import Party
from sanling.foundation.privacy.index import blind_index
from sanling.processes.simulation.invent import AREA, Inventor
from sanling.processes.simulation.town import Spot
from tests.city import VILLAGE
from tests.processes.simulation.comparing import as_invented
from tests.processes.simulation.lives import KINDS, lived


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_life(inventor: Inventor, kind: str) -> None:
    inclined = replace(inventor, likely={}, only=(kind,))
    assert as_invented(lived(inclined, 7, 60)) == as_invented(lived(inclined, 7, 60))
    assert as_invented(lived(inclined, 7, 60)) != as_invented(lived(inclined, 8, 60))


def test_persons_are_found_by_their_phones_and_their_numbers_are_nobodys(inventor: Inventor) -> None:
    parties = [party for seed in range(60) for party in lived(inventor, seed, 9).rows[Party]]
    persons = [party for party in parties if party.is_person]
    assert persons
    for party in persons:
        assert party.phone.startswith("+86154")
        assert bytes(party.phone_index or b"") == blind_index("phone", party.phone)
    numbers = [party.citizen_number for party in persons if party.citizen_number]
    assert numbers
    assert all(number.startswith(AREA) and ric.calc_check_digit(number) == number[-1] for number in numbers)


def test_nobody_scans_a_poster_where_none_hangs(inventor: Inventor) -> None:
    village = inventor.town.villages[VILLAGE]
    assert not village.posters
    assert "scan" not in Counter(lived(inventor, seed, 2).matter.channel for seed in range(40))
    hall = Spot(VILLAGE, 113.7, 34.8, "ZZ-HYL-0001", "hall")
    inventor.town.villages = {VILLAGE: replace(village, posters=[hall])}
    scanned = [
        life.matter for life in (lived(inventor, seed, 2) for seed in range(40)) if life.matter.scanned_code
    ]
    assert scanned
    assert {(matter.channel, matter.place, matter.lon) for matter in scanned} == {("scan", "hall", 113.7)}


def test_a_unit_that_is_complained_about_is_concealed_from(inventor: Inventor) -> None:
    habits = inventor.habits.model_copy(update={"accusing": ("neighbours", "labour", "property_management")})
    accusing = replace(inventor, habits=habits, only=("dispute",))
    lives = [lived(accusing, seed, 9) for seed in range(40)]
    assert {life.matter.concealed for life in lives} == {True, False}
    for life in lives:
        about = {party.unit_id for party in life.rows[Party] if party.unit_id}
        assert bool(about) is life.matter.concealed
        assert about.isdisjoint(life.units)
