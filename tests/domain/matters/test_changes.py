"""What acts gather is nowhere until it is written, and then all of it is, each before what names it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.changes import RELEASE, SIGN, TOPIC, Batch, Change, write
from sanling.domain.matters.entries import write_entry
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Participation, Stage
from sanling.domain.people.cast import Player
from sanling.domain.workflow.transition import Before
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox
from sanling.foundation.delivery.outbox import in_bulk
from tests.city import City
from tests.domain.matters.helpers import in_mediation, registered

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, tzinfo=UTC)


def entered(change: Change, matter: Matter) -> Entry:
    return write_entry(
        change,
        matter=matter,
        actor=SystemActor("test"),
        at=AT,
        code="go",
        audience="internal",
        params={},
        before=Before(matter.state, matter.unit_id, matter.division_id),
    )


def test_a_row_is_changed_in_memory_at_once_and_in_the_database_when_written(workflows: None) -> None:
    matter, change = registered().matter, Change()
    change.set(matter, title="另一个标题", version=7)
    assert matter.title == "另一个标题"
    Matter.objects.filter(pk=matter.pk).update(place="别处")
    write([change])
    kept = Matter.objects.get(pk=matter.pk)
    # Only what was changed is written: what others wrote meanwhile stays.
    assert (kept.title, kept.version, kept.place) == ("另一个标题", 7, "别处")


def test_new_rows_are_inserted_each_before_what_names_it_in_whatever_order_they_were_added(
    workflows: None,
) -> None:
    matter, change = registered().matter, Change()
    Stage.objects.filter(matter=matter).update(ended_at=AT)
    stage = Stage(matter=matter, state="waiting", unit_id=matter.unit_id, begun_at=AT)
    clock = Clock(matter=matter, stage=stage, code="x", allowance="1 d", started_at=AT, due_at=AT)
    change.add(clock, stage)
    change.set(clock, paused_at=AT)
    write([change])
    assert clock.stage_id == stage.pk is not None
    assert Clock.objects.get(pk=clock.pk).paused_at == AT


def test_a_statement_touches_the_rows_of_its_matter_alone(cast: dict[str, Player], workflows: None) -> None:
    ours, theirs = in_mediation(cast), in_mediation(cast)
    Assignment.objects.update(signed_at=None)
    change = Change()
    # Run in their own order, not in that of the acts: whoever is released has signed before.
    change.run(RELEASE, ours, AT, "test")
    change.run(SIGN, ours, AT)
    write([change])
    mine, other = Assignment.objects.get(matter=ours), Assignment.objects.get(matter=theirs)
    assert (mine.signed_at, mine.ended_at, mine.ended_how) == (AT, AT, "test")
    assert (other.signed_at, other.ended_at, other.ended_how) == (None, None, "")


def test_who_takes_part_is_noted_once(city: City, workflows: None) -> None:
    matter, change = registered().matter, Change()
    unit = city.unit("housing-410105").pk
    change.taking_part += [(matter, unit), (matter, unit), (matter, matter.unit_id)]
    write([change])
    write([Change(taking_part=[(matter, unit)])])
    units = Participation.objects.filter(matter=matter).values_list("unit", flat=True)
    assert sorted(units) == sorted([matter.unit_id, unit])


@pytest.mark.parametrize("batch", [None, Batch(uuid4()), Batch(uuid4(), large=True)])
def test_each_entry_has_its_audit_row_and_its_message_in_its_lane(
    workflows: None, batch: Batch | None
) -> None:
    matters, changes = [registered().matter for _nth in range(2)], [Change(), Change()]
    Outbox.objects.all().delete()
    clocks = [Clock(matter=matter, code="x", allowance="1 d", started_at=AT, due_at=AT) for matter in matters]
    entries = [entered(change, matter) for change, matter in zip(changes, matters, strict=True)]
    for change, clock in zip(changes, clocks, strict=True):
        change.add(clock)
    write(changes, batch)
    large = batch is not None and batch.large
    told = Outbox.objects.order_by("pk")
    assert [row.payload["entry"] for row in told] == [entry.pk for entry in entries]
    assert {row.topic for row in told} == {in_bulk(TOPIC) if large else TOPIC}
    audited = AuditRow.objects.filter(act="matters.go")
    assert sorted(row.detail["entry"] for row in audited) == sorted(entry.pk for entry in entries)
    assert {row.city for row in audited} == {"4101"}
    assert {entry.batch for entry in Entry.objects.filter(code="go")} == {batch.key if batch else None}
    assert {clock.batch for clock in Clock.objects.filter(code="x")} == {
        batch.key if batch and large else None
    }


def test_writing_nothing_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        write([])
        write([Change()])
