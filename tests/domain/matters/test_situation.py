"""The facts about a list of matters are read once for all of them, each kind when it is first asked for."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.models import Clock, Matter
from sanling.domain.matters.situation import Situations
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from tests.city import COUNTY, TOWNSHIP, City
from tests.domain.matters.helpers import act, against, in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def situations(*matters: Matter) -> Situations:
    keys = [matter.pk for matter in matters]
    return Situations(Matter.objects.select_related("unit").filter(pk__in=keys))


def test_each_kind_of_fact_takes_one_query_however_many_matters_there_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = situations(*(registered().matter for _nth in range(4)))
    every = [many.of(matter) for matter in many.matters.values()]
    for name, most in (
        ("running", 1),
        ("joints", 1),
        ("asked_extension", 1),
        ("unit_before", 1),
        ("unit_above", 1),
    ):
        with django_assert_num_queries(most):
            for situation in every:
                getattr(situation, name)()
        with django_assert_num_queries(0):
            getattr(every[0], name)()


def test_the_unit_above_and_the_one_before_are_those_of_the_matter(city: City, cast: Cast) -> None:
    plain, carried = registered().matter, registered().matter
    act(cast["intake_officer"].viewer, carried, "escalate", {"reason": "需要区里协调"})
    both = situations(plain, carried)
    street, county = city.centre(TOWNSHIP), city.centre(COUNTY)
    assert [both.of(both.matters[matter.pk]).unit_above() for matter in (plain, carried)] == [
        county,
        city.centre("4101"),
    ]
    assert [both.of(both.matters[matter.pk]).unit_before() for matter in (plain, carried)] == [None, street]


def test_a_concealed_report_is_carried_past_whom_it_is_about(city: City) -> None:
    matter = against(city.centre(COUNTY).pk)
    here = situations(matter)
    assert here.of(here.matters[matter.pk]).unit_above() == city.centre("4101")


def test_what_an_act_begins_is_a_fact_at_once_and_what_it_ends_no_more(city: City, cast: Cast) -> None:
    matter = in_mediation(cast)
    here = situations(matter)
    situation = here.of(here.matters[matter.pk])
    before = {ticking.code for ticking in situation.running()}
    assert "mediation" in before
    situation.started.append(Clock(matter=matter, code="fresh"))
    assert {ticking.code for ticking in situation.running()} == before | {"fresh"}
    for running in situation.running():
        running.stopped_at = clock.now()
    assert situation.running() == []


def test_parts_are_those_under_way_of_one_unit_or_of_all(city: City, cast: Cast) -> None:
    matter = in_mediation(cast)
    housing, station = city.unit("housing-410105"), city.unit("police_station-410105002")
    act(cast["intake_officer"].viewer, matter, "whistle", {"units": [housing.pk, station.pk], "task": "协助"})
    act(cast["department_clerk"].viewer, matter, "report_in")
    here = situations(matter)
    situation = here.of(here.matters[matter.pk])
    assert {part.unit_id for part in situation.joints()} == {housing.pk, station.pk}
    assert [part.signed_at is not None for part in situation.joints_of(housing.pk)] == [True]
    assert [part.signed_at is not None for part in situation.joints_of(station.pk)] == [False]
    assert not situation.joints_of(None)


def test_a_request_for_more_time_is_one_until_somebody_decided(cast: Cast) -> None:
    matter = in_mediation(cast)
    ask = {"by": 10, "consent": "on", "reason": "需要鉴定"}
    act(cast["mediator"].viewer, matter, "ask_extension", ask)

    def asked() -> bool:
        here = situations(matter)
        return here.of(here.matters[matter.pk]).asked_extension() is not None

    assert asked()
    act(cast["centre_director"].viewer, matter, "decide_extension", {"granted": "no"})
    assert not asked()


def test_limits_and_instants_are_read_only_where_an_action_has_them(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    matter = in_mediation(cast)
    definition = definition_of(matter.definition_id)
    here = situations(matter)
    situation = here.of(here.matters[matter.pk])
    limited = [action for action in definition.actions if action.limit is not None]
    free = [action for action in definition.actions if action.limit is None and action.since != "stage"]
    with django_assert_num_queries(0):
        assert situation.counts(free) == {}
        assert situation.since(free) == {"registered": matter.registered_at}
    counts = situation.counts(limited)
    assert (counts["assign"], counts["sign_for"]) == (1, 1)
    of_stage = limited[0].model_copy(update={"since": "stage"})
    begun = situation.since([of_stage])["stage"]
    assert clock.now() - begun < timedelta(minutes=5)
