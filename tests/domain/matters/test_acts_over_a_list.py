"""Acts over a list do to each matter what the same acts do to one alone, with as many statements as for few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import Wish, perform_each
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.errors import NotAllowed, NotFound, Stale
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Participation, Stage
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor, SystemActor
from sanling.foundation.audit.models import AuditPending, AuditRow
from sanling.foundation.database.bulk import WORTH_COPYING, WORTH_PREPARING
from sanling.foundation.delivery.models import Outbox
from sanling.foundation.text import tokens
from tests.city import City
from tests.domain.matters.helpers import act, picture, registered

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
TIMER = SystemActor("timer")
Cast = Mapping[str, Player]


@dataclass(frozen=True)
class Step:
    """An act, who does it, and after how many hours."""

    who: str
    action: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    after: float = 1
    pictures: int = 0


def mediating(cast: Cast) -> list[Step]:
    charge = Step("intake_officer", "assign", {"mediator": cast["mediator"].post.pk})
    return [Step("intake_officer", "accept"), charge, Step("mediator", "sign_for")]


def settled(cast: Cast) -> list[Step]:
    agreed = {"form": "oral", "answer": "好"}
    return [*mediating(cast), Step("mediator", "agree", agreed, after=30, pictures=1)]


def to_the_archive(cast: Cast, city: City) -> list[Step]:
    return [*settled(cast), Step("timer", "archive", after=900)]


def back_and_forth(cast: Cast, city: City) -> list[Step]:
    return [
        Step("intake_officer", "escalate", {"reason": "需要区里协调"}),
        Step("county_intake_officer", "give_back", {"reason": "街道可以办理"}),
        *mediating(cast)[1:],
        Step("mediator", "return", {"reason": "不属于我的片区"}),
        Step("intake_officer", "relocate", {"division": "410104003001"}),
    ]


def with_departments(cast: Cast, city: City) -> list[Step]:
    units = [city.unit("housing-410105").pk]
    return [
        *mediating(cast),
        Step("intake_officer", "whistle", {"units": units, "task": "协助清理"}),
        Step("department_clerk", "report_in", after=2),
        Step("department_clerk", "finish_joint", {"note": "已到场"}, after=3),
        Step("intake_officer", "whistle", {"units": units, "task": "再来一次"}),
    ]


def more_time(cast: Cast, city: City) -> list[Step]:
    ask = {"reason": "当事人在外地", "by": "10", "consent": "on"}
    return [
        *mediating(cast),
        Step("mediator", "ask_extension", ask),
        Step("centre_director", "decide_extension", {"granted": "yes"}),
        Step("mediator", "pause", {"reason": "等待鉴定"}, after=50),
        Step("mediator", "resume", after=300),
        Step("mediator", "pause", {"reason": "等待鉴定"}),
        Step("mediator", "resume", after=20),
        Step("party", "add", {"message": "又有新的情况，楼道里还有自行车。"}),
    ]


def reopened(cast: Cast, city: City) -> list[Step]:
    rating = {"result": 5, "accept": 4, "assign": 5, "handle": 5, "comment": "很快"}
    return [
        *settled(cast),
        Step("party", "rate", rating),
        Step("party", "reopen", {"reason": "又堆满了"}),
    ]


def handed_up(cast: Cast, city: City) -> list[Step]:
    return [Step("timer", "hand_up", after=200)]


PATHS = (handed_up, to_the_archive, back_and_forth, with_departments, more_time, reopened)


def rows_of(matter: Matter) -> dict[str, object]:
    """Return all that acts may change, without the keys of rows."""
    matter.refresh_from_db()
    own = {
        name: value
        for name, value in vars(matter).items()
        if name not in ("_state", "id", "number", "link_digest", "search", "_prefetched_objects_cache")
    }
    clocks = Clock.objects.filter(matter=matter).order_by("pk")
    assigned = Assignment.objects.filter(matter=matter).order_by("pk")
    entries = Entry.objects.filter(matter=matter).order_by("pk")
    return {
        "matter": own,
        "words": sorted(set(matter.search) - set(tokens(matter.number))),
        "stages": _values(Stage.objects.filter(matter=matter), "state unit begun_at ended_at"),
        "clocks": _values(clocks, "code allowance started_at due_at warn_at stage__state assignment__unit"),
        "ends": _values(clocks, "code late_at paused_at stopped_at ended_how"),
        "pauses": _values(clocks, "code pauses__begun_at pauses__ended_at"),
        "changes": _values(clocks, "code changes__was_due_at changes__due_at changes__entry__code"),
        "assignments": _values(assigned, "kind unit post begun_at signed_at ended_at ended_how"),
        "entries": _values(
            entries, "at code audience actor_kind post unit division from_state to_state version"
        ),
        "params": [
            {key: value for key, value in params.items() if key != "clock"}
            for params in entries.values_list("params", flat=True)
        ],
        "files": _values(entries, "code attachments__name attachments__audience"),
        "ratings": _values(entries, "code rating__result rating__steps rating__comment"),
        "units": sorted(Participation.objects.filter(matter=matter).values_list("unit", flat=True)),
        "audit": AuditRow.objects.filter(subject=f"matter:{matter.pk}").count(),
        "unsealed": AuditPending.objects.filter(row__subject=f"matter:{matter.pk}").count(),
        "outbox": Outbox.objects.filter(key=str(matter.pk)).count(),
    }


def _values(rows: Any, names: str) -> list[Any]:
    return sorted(tuple(map(str, row)) for row in rows.values_list(*names.split()))


def actor_of(cast: Cast, who: str, matter: Matter) -> Actor:
    if who == "party":
        return LinkActor(matter.pk)
    return TIMER if who == "timer" else cast[who].viewer


def walk(cast: Cast, city: City, steps: Sequence[Step], *, matters: int) -> tuple[Matter, list[Matter]]:
    """Do steps on one matter alone and on others as a list; return both."""
    now = MONDAY
    with clock.turned(to=now):
        alone, *others = (registered().matter for _nth in range(matters + 1))
        files = [picture() for _nth in range(2)]
    for step in steps:
        now += timedelta(hours=step.after)
        enclosures: Sequence[Enclosure] = files[: step.pictures]
        with clock.turned(to=now):
            act(actor_of(cast, step.who, alone), alone, step.action, step.fields, enclosures)
            version = alone.version - 1
            wishes = [
                Wish(other.pk, action=step.action, version=version, fields=step.fields, enclosures=enclosures)
                for other in others
            ]
            if step.who == "party":
                done = [
                    outcome
                    for wish in wishes
                    for outcome in perform_each(actor=LinkActor(wish.matter_id), wishes=[wish])
                ]
            else:
                done = perform_each(actor=actor_of(cast, step.who, alone), wishes=wishes)
        assert all(isinstance(entry, Entry) and entry.pk for entry in done), done
    return alone, others


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("matters", [2, WORTH_PREPARING + 2])
def test_each_of_a_list_becomes_what_it_becomes_alone(
    cast: Cast, city: City, workflows: None, path: Any, matters: int
) -> None:
    alone, others = walk(cast, city, path(cast, city), matters=matters)
    expected = rows_of(alone)
    for other in others:
        assert rows_of(other) == expected


def test_a_long_list_is_copied_and_becomes_the_same(cast: Cast, city: City, workflows: None) -> None:
    alone, others = walk(cast, city, more_time(cast, city)[:5], matters=WORTH_COPYING + 1)
    expected = rows_of(alone)
    assert all(rows_of(other) == expected for other in others)


def statements(cast: Cast, matters: Sequence[Matter], step: Step) -> int:
    wishes = [
        Wish(matter.pk, action=step.action, version=matter.version, fields=step.fields) for matter in matters
    ]
    with CaptureQueriesContext(connection) as captured:
        done = perform_each(actor=cast[step.who].viewer, wishes=wishes)
    assert all(isinstance(entry, Entry) for entry in done)
    for matter in matters:
        matter.refresh_from_db()
    return len(captured)


def test_a_longer_list_takes_no_more_statements(cast: Cast, workflows: None) -> None:
    first, few, many = ([registered().matter for _nth in range(count)] for count in (51, 60, 90))
    for step in mediating(cast):
        # What is read once for each process is read.
        statements(cast, first, step)
        assert statements(cast, few, step) == statements(cast, many, step) <= 40


def test_what_is_refused_leaves_nothing_and_the_others_are_done(cast: Cast, workflows: None) -> None:
    stale, gone, elsewhere, sound = (registered().matter for _nth in range(4))
    act(cast["intake_officer"].viewer, stale, "note", {"note": "电话已记下"})
    act(LinkActor(gone.pk), gone, "withdraw")
    unseen = registered(division="410104003001").matter
    wishes = [
        Wish(stale.pk, action="accept", version=1),
        Wish(gone.pk, action="accept", version=gone.version),
        Wish(unseen.pk, action="accept", version=1),
        Wish(elsewhere.pk + 10_000, action="accept", version=1),
        Wish(sound.pk, action="accept", version=1),
        Wish(elsewhere.pk, verb="accept", version=1),
    ]
    before = rows_of(stale), rows_of(gone), rows_of(unseen)
    outcomes = perform_each(actor=cast["intake_officer"].viewer, wishes=wishes)
    kinds = [type(outcome) for outcome in outcomes]
    assert kinds == [Stale, NotAllowed, NotFound, NotFound, Entry, Entry]
    assert (rows_of(stale), rows_of(gone), rows_of(unseen)) == before
    assert [matter.version for matter in Matter.objects.filter(pk__in=[sound.pk, elsewhere.pk])] == [2, 2]


def test_one_matter_is_not_in_a_list_twice(cast: Cast, workflows: None) -> None:
    matter = registered().matter
    with pytest.raises(ValueError, match="one list"):
        perform_each(actor=TIMER, wishes=[Wish(matter.pk, action="hand_up")] * 2)


def test_matters_that_moved_on_and_those_at_the_top_are_left_alone(
    city: City, cast: Cast, workflows: None
) -> None:
    top = registered(division="4101").matter
    _alone, (moved,) = walk(cast, city, settled(cast), matters=1)
    assert top.unit == city.centre("4101")
    wishes = [Wish(matter.pk, action="hand_up") for matter in (top, moved)]
    assert [type(outcome) for outcome in perform_each(actor=TIMER, wishes=wishes)] == [NotAllowed] * 2
