"""Whose matter a warning is: whoever leads at a village, the department of a sector, else the township's centre."""

from datetime import date

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.recognition.responsible import responsible_units
from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.subjects.models import Subject
from tests.city import TEST, VILLAGE, City
from tests.domain.recognition.warned import subject
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def answers(*subjects: Subject) -> list[str]:
    units = responsible_units(subjects)
    return [Unit.objects.get(pk=units[found.pk]).code for found in subjects]


def test_a_department_answers_for_its_sector_and_the_townships_centre_for_what_has_none(city: City) -> None:
    housing = subject()
    (bare,) = put(said(code_of(7), "company", name="无行业公司", fields={"industry": "其他"}), on=DAY)
    assert answers(housing, bare.subject) == ["housing-410105", "governance_centre-410105002"]


def test_the_unit_of_whoever_leads_answers_for_a_village_else_its_committee(
    city: City, cast: dict[str, Player]
) -> None:
    (made,) = put(said(VILLAGE, "community", name="通信花园社区"), on=DAY)
    assert answers(made.subject) == [f"village_committee-{VILLAGE}"]
    leader = cast["centre_director"].post
    put_charges(actor=TEST, charges={made.subject.pk: {"lead": InCharge(post_id=leader.pk)}}, on=DAY)
    assert answers(made.subject) == [leader.unit.code]


def test_of_none_nothing_is_asked() -> None:
    assert responsible_units([]) == {}
