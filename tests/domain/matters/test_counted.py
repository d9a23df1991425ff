"""Facts of a matter are one statement for any number of them, and name only what is declared."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.matters.counted import DISTRIBUTED, MEASURES, all_keys, facts_of
from sanling.domain.matters.models import Assignment, Clock, Matter
from sanling.domain.people.cast import Player
from sanling.foundation.days import day_of
from tests.city import CITY, City
from tests.domain.indicators.facts import facts_as_rows
from tests.domain.matters.helpers import act, in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def facts(*matters: Matter) -> list[dict[str, Any]]:
    return facts_as_rows(facts_of([matter.pk for matter in matters]))


def test_acts_count_on_the_day_when_they_were_done_first(cast: dict[str, Player]) -> None:
    matter = in_mediation(cast)
    found = {str(fact["measure"]): fact for fact in facts(matter)}
    assert set(found) == {
        *("registered", "open", "backlog", "taken_in"),
        *("responded", "responded_on_time", "response_time"),
    }
    assert {fact["place"] for fact in found.values()} == {matter.division_id[:12]}
    assert found["registered"]["channel"] == "scan"
    act(cast["mediator"].viewer, matter, "return", {"reason": "不在本村"})
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "return", {"reason": "仍不在本村"})
    (returned,) = [fact for fact in facts(matter) if fact["measure"] == "returned"]
    assert returned["amount"] == 1


def test_departments_count_where_they_were_called_and_reported_in(
    cast: dict[str, Player], city: City
) -> None:
    matter, department = in_mediation(cast), city.unit("housing-410105").pk
    act(cast["intake_officer"].viewer, matter, "whistle", {"units": [department], "task": "协助"})

    def of_department() -> set[str]:
        return {str(fact["measure"]) for fact in facts(matter) if fact["unit"] == department}

    assert of_department() == {"called_in"}
    joint = Assignment.objects.get(matter=matter, unit=department)
    Assignment.objects.filter(pk=joint.pk).update(signed_at=joint.begun_at + timedelta(hours=2))
    assert of_department() == {"called_in", "reported_in", "reported_in_on_time"}
    Clock.objects.filter(assignment=joint).update(late_at=joint.begun_at + timedelta(hours=1))
    assert of_department() == {"called_in", "reported_in"}


def test_a_matter_that_repeats_another_counts_on_the_day_when_it_was_registered(
    cast: dict[str, Player],
) -> None:
    first, again = registered().matter, registered().matter
    related = {"number": first.number, "relation": "repeat_of"}
    act(cast["intake_officer"].viewer, again, "relate", related)
    repeats = [fact for fact in facts(first, again) if fact["measure"] == "repeats"]
    assert [(fact["source"], fact["day"]) for fact in repeats] == [(again.pk, day_of(again.registered_at))]


def test_several_matters_are_one_statement_and_each_fact_is_there_once(cast: dict[str, Player]) -> None:
    matters = [in_mediation(cast), registered(kind="hazard", category="fire").matter, registered().matter]
    found = facts(*matters)
    assert {fact["source"] for fact in found} == {matter.pk for matter in matters}
    without_amounts = [tuple(value for name, value in fact.items() if name != "amount") for fact in found]
    assert len(set(without_amounts)) == len(found)
    assert {fact["measure"] for fact in found} <= set(MEASURES)
    assert all((fact["bucket"] == 0) or fact["measure"] in DISTRIBUTED for fact in found)


def test_what_is_concealed_is_apart_from_what_is_confidential(cast: dict[str, Player]) -> None:
    matter = registered().matter
    for concealed, confidentiality, secrecy in ((False, 0, 0), (False, 2, 2), (True, 2, 9)):
        Matter.objects.filter(pk=matter.pk).update(concealed=concealed, confidentiality=confidentiality)
        assert {fact["secrecy"] for fact in facts(matter)} == {secrecy}


def test_the_keys_of_a_city_are_all_of_its_matters(cast: dict[str, Player]) -> None:
    matters = [registered().matter, registered().matter]
    assert [pk for keys in all_keys(CITY) for pk in keys] == [matter.pk for matter in matters]
    assert list(all_keys("4110")) == []
