"""Administrators see what the worker could not do, and have it tried again."""

from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox, ParkedMessage
from sanling.foundation.delivery.outbox import OutboxRow, consume, put
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def parked() -> None:
    def fail(rows: list[OutboxRow]) -> None:
        raise LookupError("no clock of this name")

    put("matters.overdue", "matter:7", {"clock": 3})
    consume(topic="matters.overdue", limit=9, handler=fail)


def test_a_job_that_failed_after_its_tries_is_listed_and_can_be_tried_again(desk: SignIn) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, attempts)"
            " values ('exports', 'poison.job', 'failed', 3) returning id"
        )
        (job,) = cursor.fetchone() or (0,)
    browser = desk("administrator")
    assert "poison.job" in browser.get("/desk/jobs/").content.decode()
    browser.post(f"/desk/jobs/{job}/retry/")
    assert ProcrastinateJob.objects.get(id=job).status == "todo"
    assert "poison.job" not in browser.get("/desk/jobs/").content.decode()


def test_parked_messages_are_listed_with_their_error(desk: SignIn, parked: None) -> None:
    page = desk("administrator").get("/desk/jobs/").content.decode()
    assert "matters.overdue" in page
    assert "LookupError: no clock of this name" in page


def test_they_are_put_back_once_and_it_is_recorded(desk: SignIn, parked: None) -> None:
    browser = desk("administrator")
    for left, moved in ((1, 1), (1, 0)):
        answer: Any = browser.post("/desk/jobs/parked/put-back/", follow=True)
        assert answer.status_code == 200
        assert Outbox.objects.filter(topic="matters.overdue").count() == left
        assert AuditRow.objects.filter(act="outbox.put_back").latest("pk").detail == {"messages": moved}
    assert not ParkedMessage.objects.exists()


def test_nobody_else_may(desk: SignIn, parked: None) -> None:
    assert desk("intake_officer").post("/desk/jobs/parked/put-back/").status_code == 403
    assert ParkedMessage.objects.exists()
