"""An act on many matters does to each what the same act does to one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from sanling.domain.matters.act import perform
from sanling.domain.matters.act_many import perform_many
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Participation, Stage
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox
from sanling.processes.simulation.cast import Player
from tests.city import City
from tests.domain.matters.helpers import act, picture, registered

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
TIMER = SystemActor("timer")


def waiting(cast: dict[str, Player]) -> Matter:
    """Return a matter that waits for its acceptance."""
    return registered().matter


def settled(cast: dict[str, Player]) -> Matter:
    """Return a matter that was settled."""
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "好"}, [picture()])
    return matter


def rows_of(matter: Matter) -> dict[str, object]:
    """Return all that an act may change, without ids."""
    matter.refresh_from_db()
    state = (
        "state",
        "open",
        "paused",
        "outcome",
        "unit_id",
        "assignee_id",
        "due_at",
        "warn_at",
        "ended_at",
        "version",
    )
    return {
        "matter": [getattr(matter, name) for name in state],
        "stages": list(
            Stage.objects.filter(matter=matter)
            .order_by("pk")
            .values_list("state", "unit", "begun_at", "ended_at")
        ),
        "clocks": list(
            Clock.objects.filter(matter=matter)
            .order_by("pk")
            .values_list("code", "started_at", "due_at", "warn_at", "stopped_at", "stage__state", "paused_at")
        ),
        "assignments": list(
            Assignment.objects.filter(matter=matter)
            .order_by("pk")
            .values_list("post", "ended_at", "ended_how")
        ),
        "entries": list(
            Entry.objects.filter(matter=matter)
            .order_by("pk")
            .values_list("code", "params", "audience", "actor_key", "from_state", "to_state", "version", "at")
        ),
        "units": sorted(Participation.objects.filter(matter=matter).values_list("unit", flat=True)),
        "audit": AuditRow.objects.filter(subject=f"matter:{matter.pk}").count(),
        "outbox": Outbox.objects.filter(key=str(matter.pk)).count(),
    }


@pytest.mark.parametrize(("make", "code"), [(waiting, "hand_up"), (settled, "archive")])
def test_many_equal_one(
    cast: dict[str, Player], workflows: None, make: Callable[[dict[str, Player]], Matter], code: str
) -> None:
    with clock.turned(to=MONDAY):
        one, other = make(cast), make(cast)
    with clock.turned(to=MONDAY + timedelta(days=20)):
        perform(actor=TIMER, matter_id=one.pk, action=code, version=None, fields={})
        definition = definition_of(other.definition_id)
        done = perform_many(
            actor=TIMER,
            definition=definition,
            definition_id=other.definition_id,
            action=definition.action(code),
            ids=[other.pk],
        )
    assert done == 1
    assert rows_of(other) == rows_of(one)


def test_matters_that_moved_on_and_those_at_the_top_are_left_alone(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    top, moved = registered(division="4101").matter, settled(cast)
    assert top.unit == city.centre("4101")
    definition = definition_of(top.definition_id)
    done = perform_many(
        actor=TIMER,
        definition=definition,
        definition_id=top.definition_id,
        action=definition.action("hand_up"),
        ids=[top.pk, moved.pk],
    )
    assert done == 0
