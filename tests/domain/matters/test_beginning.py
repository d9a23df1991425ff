"""A matter begins with its first stage and clocks, the units that take part, and the entry that says so."""

from datetime import UTC, datetime

import pytest

from sanling.domain.matters.beginning import begin
from sanling.domain.matters.changes import write
from sanling.domain.matters.models import Clock, Entry, Matter, Participation, Party, Stage
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.audit.actor import SystemActor
from tests.city import City
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def another() -> Matter:
    """Return a matter like a registered one, of which nothing is kept yet."""
    matter = registered().matter
    matter.pk, matter.number, matter.link_digest = None, "ZZ-260601-00009-X", b"9" * 32
    matter.registered_at, matter.due_at, matter.warn_at = AT, None, None
    return matter


def test_nothing_is_kept_before_it_is_written_and_then_all_of_it(city: City) -> None:
    matter, housing = another(), city.unit("housing-410105").pk
    change = begin(
        matter,
        actor=SystemActor("test"),
        parties=[Party(matter=matter, role="applicant", name="王小明")],
        audience="party",
        params={"channel": "scan"},
        addressed=[housing, housing, matter.unit_id],
    )
    assert not matter.pk
    assert Matter.objects.count() == 1
    write([change])
    kept = Matter.objects.get(number="ZZ-260601-00009-X")
    stage = Stage.objects.get(matter=kept)
    assert (stage.state, stage.unit_id, stage.begun_at, stage.ended_at) == (
        kept.state,
        kept.unit_id,
        AT,
        None,
    )
    units = Participation.objects.filter(matter=kept).values_list("unit", flat=True)
    assert sorted(units) == sorted([kept.unit_id, housing])
    entry = Entry.objects.get(matter=kept)
    assert (entry.code, entry.from_state, entry.to_state) == ("register", "", kept.state)
    assert entry.params == {"channel": "scan", "unit": kept.unit_id}
    assert (entry.unit_id, entry.division_id, entry.at) == (kept.unit_id, kept.division_id, AT)


def test_the_clocks_of_its_state_and_those_that_registering_starts_run_from_then() -> None:
    matter = another()
    definition = definition_of(matter.definition_id)
    write([begin(matter, actor=SystemActor("test"), parties=[], audience="party", params={})])
    clocks = Clock.objects.filter(matter__number=matter.number)
    of_stage = {rule.code for rule in definition.state(matter.state).clocks}
    spanning = {rule.code for rule in definition.starting("register")}
    assert of_stage | spanning
    assert {clock.code for clock in clocks if clock.of_stage} == of_stage
    assert {clock.code for clock in clocks if not clock.of_stage} == spanning
    assert {clock.started_at for clock in clocks} == {AT}
    assert matter.due_at == min(clock.due_at for clock in clocks)
