"""A batch does with each matter what its post may do at that moment, once, and says of each how it went."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.people.actions.end_post import end_post
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice, Outbox
from sanling.foundation.delivery.outbox import in_bulk
from sanling.processes.batches import work
from sanling.processes.batches.models import Batch
from sanling.processes.batches.work import work_off
from sanling.processes.reactions import react, react_in_bulk
from tests.domain.matters.helpers import act, registered
from tests.processes.batches.ordering import Cast, many, order
from tests.processes.escalation.test_scan_killed import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
WORK = (
    "import sys, django; django.setup(); from sanling.processes.batches import work; work.PART = 5; "
    "work.work_off(sys.argv[1])"
)


def done(batch: Batch) -> dict[int, bool | None]:
    return dict(batch.picks.values_list("matter", "done"))


def test_each_is_judged_for_itself_and_told_row_by_row(cast: Cast) -> None:
    viewer = cast["intake_officer"].viewer
    matters = many(4)
    batch = order(viewer, matters)
    act(LinkActor(matters[0].pk), matters[0], "withdraw")
    act(viewer, matters[1], "note", {"note": "电话已记下"})
    work_off(str(batch.pk))
    batch.refresh_from_db()
    assert list(done(batch).values()) == [False, False, True, True]
    assert (batch.done, batch.judged, batch.total, batch.finished) == (2, 4, 4, True)
    said = dict(batch.picks.values_list("matter", "said"))
    assert said[matters[1].pk] == "期间已有新的办理，请重新查看。"
    assert said[matters[2].pk] == "已办：受理"
    accepted = Entry.objects.filter(code="accept")
    assert set(accepted.values_list("matter", "actor_key", "batch")) == {
        (matter.pk, viewer.key, batch.pk) for matter in matters[2:]
    }
    assert AuditRow.objects.filter(act="matters.accept").count() == 2


def test_a_batch_that_is_run_again_does_nothing_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "PART", 2)
    matters = many(5)
    batch = order(cast["intake_officer"].viewer, matters)
    for _time in range(3):
        work_off(str(batch.pk))
    assert Entry.objects.filter(code="accept").count() == 5
    assert Counter(Entry.objects.values_list("matter", "code")).most_common(1)[0][1] == 1


def test_whoever_lost_the_post_has_nothing_more_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    player, matters = cast["intake_officer"], many(3)
    batch = order(player.viewer, matters)
    end_post(actor=SystemActor("test"), post_id=player.post.pk)
    with clock.turned(shift=timedelta(seconds=1)):
        work_off(str(batch.pk))
    assert set(done(batch).values()) == {False}
    assert not Entry.objects.filter(code="accept").exists()


def test_what_went_out_of_sight_is_not_acted_on_nor_named(cast: Cast) -> None:
    player, (here,) = cast["intake_officer"], many(1)
    gone = registered(text="楼上装修噪音很大，夜里也不停。").matter
    batch = order(player.viewer, [gone, here])
    Matter.objects.filter(pk=gone.pk).update(confidentiality=3)
    work_off(str(batch.pk))
    assert done(batch) == {here.pk: True, gone.pk: False}
    browser = Client()
    browser.force_login(player.user)
    page = browser.get(f"/desk/batches/{batch.pk}/").content.decode()
    assert here.number in page
    assert gone.number not in page
    assert gone.title not in page


def test_one_that_breaks_is_told_and_the_others_are_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    matters = many(3)
    batch = order(cast["intake_officer"].viewer, matters)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            f"ALTER TABLE matters_matter ADD CONSTRAINT broken CHECK (id <> {matters[1].pk} OR version < 2)"
        )
    work_off(str(batch.pk))
    assert done(batch) == {matters[0].pk: True, matters[1].pk: False, matters[2].pk: True}
    assert Entry.objects.filter(code="accept").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_halfway_leaves_each_act_whole_or_undone_and_the_next_does_the_rest(
    cast: Cast,
) -> None:
    matters = many(60)
    batch = order(cast["intake_officer"].viewer, matters)
    environment = {**os.environ, "DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "sanling.settings"}
    worker = subprocess.Popen([sys.executable, "-c", WORK, str(batch.pk)], env=environment)
    until = time.monotonic() + 60
    judged = batch.picks.filter(done__isnull=False)
    while not judged.exists() and worker.poll() is None and time.monotonic() < until:
        pass
    worker.kill()
    worker.wait()
    picked = {pk for pk, is_done in done(batch).items() if is_done}
    assert picked
    assert set(Entry.objects.filter(code="accept").values_list("matter", flat=True)) == picked
    assert set(Matter.objects.filter(version=2).values_list("pk", flat=True)) == picked
    work_off(str(batch.pk))
    assert set(done(batch).values()) == {True}
    assert Counter(Entry.objects.filter(code="accept").values_list("matter", flat=True)) == {
        matter.pk: 1 for matter in matters
    }


def test_those_charged_are_told_of_a_batch_by_one_notice_that_counts_what_they_may_open(cast: Cast) -> None:
    mediator, matters = cast["mediator"], many(5)
    batch = order(cast["intake_officer"].viewer, matters, "assign", mediator.post.pk)
    work_off(str(batch.pk))
    Matter.objects.filter(pk=matters[0].pk).update(confidentiality=3)
    react()
    notice = Notice.objects.get(recipient=mediator.viewer.key)
    assert (notice.code, notice.params) == ("matter.assigned.many", {"count": 4})
    browser = Client()
    browser.force_login(mediator.user)
    shown = browser.get(notice.url).content.decode()
    assert [matter.number in shown for matter in matters] == [False, True, True, True, True]
    assert "4" in notice.text


def test_a_single_matter_is_told_of_by_its_name(cast: Cast) -> None:
    mediator, (matter,) = cast["mediator"], many(1)
    work_off(str(order(cast["intake_officer"].viewer, [matter], "assign", mediator.post.pk).pk))
    react()
    notice = Notice.objects.get(recipient=mediator.viewer.key)
    assert (notice.code, notice.params["number"]) == ("matter.assigned", matter.number)


def test_a_notice_of_a_batch_counts_on_until_it_is_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "SMALL", 2)
    monkeypatch.setattr(work, "PART", 2)
    mediator, matters = cast["mediator"], many(6)
    batch = order(cast["intake_officer"].viewer, matters, "assign", mediator.post.pk)
    own = Notice.objects.filter(recipient=mediator.viewer.key).order_by("pk")
    for count in (2, 4):
        work._work_off_part(str(batch.pk))
        react_in_bulk()
        assert [notice.params["count"] for notice in own.all()] == [count]
    own.update(read_at=clock.now())
    work_off(str(batch.pk))
    react_in_bulk()
    assert [notice.params["count"] for notice in own.all()] == [4, 2]


def test_what_a_large_batch_does_goes_in_the_lanes_of_bulk_and_a_small_one_does_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "SMALL", 2)
    for count, topic, bulk in ((2, "matters.entry", False), (3, in_bulk("matters.entry"), True)):
        Outbox.objects.all().delete()
        matters = many(count)
        react()
        batch = order(cast["intake_officer"].viewer, matters)
        work_off(str(batch.pk))
        assert set(Outbox.objects.values_list("topic", flat=True)) == {topic}
        started = Clock.objects.filter(matter__in=matters, stopped_at=None).exclude(code="stuck")
        assert set(started.filter(started_at__gte=batch.created_at).values_list("batch", flat=True)) == {
            batch.pk if bulk else None
        }
        react_in_bulk()


def test_whoever_ordered_a_large_batch_is_told_when_it_is_done(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "SMALL", 2)
    player = cast["intake_officer"]
    batch = order(player.viewer, many(3))
    work_off(str(batch.pk))
    notice = Notice.objects.get(recipient=player.viewer.key, code="batches.done")
    assert (notice.params, notice.url) == ({"done": 3, "all": 3}, f"/desk/batches/{batch.pk}/")
