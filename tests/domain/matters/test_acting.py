"""An act under way on a row: what it does to the matter is in memory at once, what becomes rows is gathered."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sanling.domain.matters.acting import Acting, storable
from sanling.domain.matters.changes import END_ALL, RELEASE, SIGN, Statement, write
from sanling.domain.matters.models import Assignment, Clock, Matter, Participation, Rating, Stage
from sanling.domain.matters.situation import Situations
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.transition import Before
from sanling.foundation.audit.actor import SystemActor
from tests.city import COUNTY, VILLAGE, City
from tests.domain.matters.helpers import in_mediation, registered

AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
Cast = dict[str, Player]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Unit(pk=7), 7),
        (Division(path=VILLAGE), VILLAGE),
        ([Unit(pk=7), Unit(pk=8)], [7, 8]),
        (date(2026, 6, 1), "2026-06-01"),
        (datetime(2026, 6, 1, 8, tzinfo=UTC), "2026-06-01T08:00:00+00:00"),
        ([date(2026, 6, 1)], ["2026-06-01"]),
        ("三", "三"),
        (False, False),
        (0, 0),
        (None, None),
        ([], []),
    ],
)
def test_an_entry_keeps_rows_by_their_keys_and_days_in_writing(value: Any, kept: Any) -> None:
    stored = storable({"it": value})["it"]
    assert stored == kept
    assert type(stored) is type(kept)


def acting(matter: Matter, action: str = "assign", **said: Any) -> Acting:
    """Begin an act on a matter as it is in the database."""
    row = Matter.objects.select_related("unit", "assignee").get(pk=matter.pk)
    definition = definition_of(row.definition_id)
    return Acting(
        actor=SystemActor("test"),
        matter=row,
        situation=Situations([row]).of(row),
        definition=definition,
        action=definition.action(action),
        fields=said.pop("fields", {}),
        now=AT,
        **said,
    )


def run_on(act: Acting) -> list[Statement]:
    return [statement for statement, _values, _matter in act.change.statements]


@pytest.mark.django_db
def test_who_is_charged_and_released_by_one_act_has_one_assignment_that_is_over(
    cast: Cast, workflows: None
) -> None:
    act = acting(registered().matter)
    act.charge(cast["mediator"].post)
    assert (act.charged, run_on(act)) == (cast["mediator"].post.pk, [])
    act.sign()
    act.release()
    (assigned,) = [row for row in act.change.new if isinstance(row, Assignment)]
    assert (assigned.signed_at, assigned.ended_at, assigned.ended_how) == (AT, AT, "assign")
    assert (act.charged, run_on(act)) == (None, [])


@pytest.mark.django_db
def test_whoever_was_charged_before_is_released_and_signs_by_statements(cast: Cast, workflows: None) -> None:
    act = acting(in_mediation(cast))
    act.sign()
    act.charge(cast["two_posts"].posts[1])
    assert run_on(act) == [SIGN, RELEASE]
    act.end_assignments()
    assert run_on(act)[-1] == END_ALL
    (new,) = [row for row in act.change.new if isinstance(row, Assignment)]
    assert (new.ended_at, new.ended_how, act.charged) == (AT, "ended", None)


@pytest.mark.django_db
def test_a_unit_that_holds_it_has_it_uncharged_and_takes_part(
    city: City, cast: Cast, workflows: None
) -> None:
    act, county = acting(in_mediation(cast)), city.centre(COUNTY)
    assert act.unit(county) is county
    act.hold(county)
    assert (act.holder, act.charged) == (county.pk, None)
    write([act.change])
    assert Participation.objects.filter(matter=act.matter, unit=county).exists()


@pytest.mark.django_db
def test_a_department_is_called_once_with_its_clock_and_ends_with_its_part(
    city: City, cast: Cast, workflows: None
) -> None:
    housing = city.unit("housing-410105")
    act = acting(in_mediation(cast), "whistle", unit_id=housing.pk)
    act.call_in(housing)
    act.call_in(housing)
    parts = [row for row in act.change.new if isinstance(row, Assignment)]
    clocks = [row for row in act.change.new if isinstance(row, Clock)]
    assert ([part.unit_id for part in parts], [row.assignment for row in clocks]) == (
        [housing.pk],
        parts * len(clocks),
    )
    assert {row.code for row in clocks} == {rule.code for rule in act.action.clocks} != set()
    act.finish_part()
    assert (parts[0].ended_at, parts[0].ended_how) == (AT, "ended")
    assert act.situation.joints() == []


@pytest.mark.django_db
def test_only_the_acting_units_part_is_signed_and_finished(city: City, cast: Cast, workflows: None) -> None:
    housing, station = city.unit("housing-410105"), city.unit("police_station-410105002")
    act = acting(in_mediation(cast), "report_in", unit_id=housing.pk)
    for unit in (housing, station):
        act.call_in(unit)
    act.report_in()
    signed = {part.unit_id: part.signed_at for part in act.situation.joints()}
    assert signed == {housing.pk: AT, station.pk: None}
    act.finish_part()
    assert [part.unit_id for part in act.situation.joints()] == [station.pk]
    act.finish_parts()
    assert act.situation.joints() == []


@pytest.mark.django_db
def test_a_stage_begins_with_its_clocks_and_the_matter_is_due_with_the_first_that_runs(
    cast: Cast, workflows: None
) -> None:
    act = acting(registered().matter)
    state = act.definition.state("assigned")
    act.stop(act.situation.running())
    act.matter.state = "assigned"
    act.begin_stage(state)
    act.keep()
    (stage,) = [row for row in act.change.new if isinstance(row, Stage)]
    assert (stage.state, stage.begun_at) == ("assigned", AT)
    started = act.situation.running()
    assert {row.code for row in started} == {rule.code for rule in state.clocks}
    assert act.matter.due_at == min((row.due_at for row in started), default=None)
    assert act.change._changed[act.matter] == {"state", "due_at", "warn_at"}


@pytest.mark.django_db
def test_only_what_the_act_changed_of_its_matter_is_written(workflows: None) -> None:
    act = acting(registered().matter)
    act.keep()
    assert act.change._changed.get(act.matter, set()) == set()
    act.matter.version += 1
    act.find_by(["自行车"])
    act.keep()
    assert act.change._changed[act.matter] == {"version", "search"}


@pytest.mark.django_db
def test_a_rating_and_more_time_wait_for_the_entry(cast: Cast, workflows: None) -> None:
    act = acting(in_mediation(cast), "decide_extension")
    clock = next(row for row in act.situation.running() if row.code == "mediation")
    before = clock.due_at
    act.rate(5, {"accept": 4}, "很快")
    act.give_time(clock.pk, 10)
    assert (act.change.new, clock.due_at) == ([], before)
    entry = act.write(Before("mediating", act.holder, act.place))
    for effect in act.afterwards:
        effect(entry)
    (rating,) = [row for row in act.change.new if isinstance(row, Rating)]
    assert (rating.result, rating.steps, rating.comment, rating.entry) == (5, {"accept": 4}, "很快", entry)
    assert clock.due_at > before
