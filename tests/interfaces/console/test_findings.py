"""Doctor tells good from bad, and each bad finding has a fix."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from sanling.env import Bucket
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.interfaces.console.finding import Finding, Severity
from sanling.interfaces.console.findings import clock_jumps, database, database_clock, examine, jobs
from sanling.interfaces.console.holidays import holidays
from sanling.interfaces.console.storage import bucket, disk, scanner
from sanling.processes.clockwatch import ACT, ACTOR, SUBJECT
from tests.faults.installation import free_port
from tests.foundation.files.clamd import running

pytestmark = pytest.mark.django_db


def defer(status: str, *, minutes_ago: int) -> None:
    at = clock.now() - timedelta(minutes=minutes_ago)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, status, scheduled_at) values ('q', 't', %s, %s) "
            "returning id",
            [status, at],
        )
        if status == "failed":
            job = (cursor.fetchone() or (0,))[0]
            cursor.execute(
                "insert into procrastinate_events (job_id, type, at) values (%s, 'failed', %s)", [job, at]
            )


def bad(findings: list[Finding]) -> list[str]:
    return [finding.text for finding in findings if finding.level is not Severity.GOOD]


def test_a_database_with_all_tables_is_good() -> None:
    assert bad(list(database())) == []


def test_the_clocks_of_machine_and_database_are_compared() -> None:
    assert bad(list(database_clock())) == []
    with clock.turned(to=clock.now() + timedelta(minutes=5)):
        assert bad(list(database_clock())) == ["this machine and the database are 300 s apart"]


def test_a_missing_worker_is_noticed() -> None:
    assert bad(list(jobs())) == ["no worker runs"]


def test_late_stalled_and_failed_jobs_are_counted() -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s)", [clock.now()])
    assert bad(list(jobs())) == []
    defer("todo", minutes_ago=30)
    defer("doing", minutes_ago=30)
    defer("failed", minutes_ago=30)
    assert bad(list(jobs())) == ["the oldest has waited 30 minutes", "1 stalled", "1 failed in the last day"]


def test_a_job_that_is_not_due_yet_is_not_late() -> None:
    defer("todo", minutes_ago=-30)
    assert bad(list(jobs())) == ["no worker runs"]


def test_a_volume_below_the_reserve_is_broken(settings: Settings) -> None:
    settings.FILES_RESERVE_BYTES = 10**18
    assert Severity.BROKEN in [finding.level for finding in disk()]


def test_a_jump_of_a_workers_clock_is_told_for_a_day() -> None:
    record(actor=ACTOR, act=ACT, subject=SUBJECT, detail={"seconds": -3600})
    (finding,) = clock_jumps()
    assert finding.level is Severity.WARNING
    assert "jumped by -3600 s" in finding.text
    with clock.turned(shift=timedelta(days=2)):
        assert not list(clock_jumps())


def test_every_bad_finding_has_a_fix() -> None:
    assert all(finding.fix for finding in examine() if finding.level is not Severity.GOOD)


def test_the_malware_scanner_is_asked_where_there_is_one(settings: Settings) -> None:
    assert list(scanner()) == []
    with running() as settings.CLAMD:
        (good,) = scanner()
    assert (good.level, good.text[:6]) == (Severity.GOOD, "ClamAV")
    for required, level, told in ((True, Severity.BROKEN, "refused"), (False, Severity.WARNING, "unchecked")):
        settings.CLAMD_REQUIRED = required
        (away,) = scanner()
        assert (away.level, told in away.text, bool(away.fix)) == (level, True, True)


def test_a_bucket_that_is_away_is_broken_and_its_key_is_not_told(settings: Settings, tmp_path: Path) -> None:
    assert list(bucket()) == []
    settings.FILES_ROOT = tmp_path
    address = f"http://127.0.0.1:{free_port()}"
    settings.FILES_BUCKET = Bucket(address, "sanling", "", "us-east-1", "key-id", "very-secret")
    (found,) = bucket()
    assert found.level == Severity.BROKEN
    assert "the bucket sanling can't be used" in found.text
    assert "very-secret" not in found.text


@pytest.mark.parametrize(
    ("served", "told"),
    [(("郑州",), "No profile '郑州'."), (("../x",), "No profile '../x'."), ((), "is not set.")],
)
def test_a_profile_that_there_is_not_is_told_and_hinders_no_other_look(
    settings: Settings, served: tuple[str, ...], told: str
) -> None:
    settings.SERVED = served
    found = [*examine(), *holidays()]
    assert [finding.area for finding in found if told in finding.text] == ["configuration"]
    assert {"database", "jobs", "audit"} <= {finding.area for finding in found}


def test_a_file_where_the_folder_of_files_should_be_is_told(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILES_ROOT.write_text("x")
    assert f"{settings.FILES_ROOT} is no folder" in bad(list(disk()))
