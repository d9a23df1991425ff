"""A full volume of files refuses uploads and nothing else, and a job that always fails holds up no other."""

import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.faults.installation import PROGRAM, Answer, Installation, System, ask, free_port, report, until
from tests.foundation.files import samples

BOUNDARY = "faults"


def upload(system: System, number: str, content: bytes, name: str) -> Answer:
    """Send one file for an act on a matter."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    headers = {
        "Authorization": f"Bearer {system.token}",
        "Idempotency-Key": uuid4().hex,
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    return ask(system.port, "POST", f"/api/v1/matters/{number}/attachments", body=body, headers=headers)


@pytest.fixture
def cramped(installation: Installation) -> Iterator[System]:
    """Pages of the same installation, by a process for which the volume is below its reserve."""
    port = free_port()
    environment = {**installation.environment, "PORT": str(port), "SANLING_FILES_RESERVE_MB": str(10**9)}
    process = subprocess.Popen([*PROGRAM, "web"], env=environment)
    try:
        until(lambda: ask(port, "GET", "/healthz").status == 200, 120, "the pages")
        yield System(port, installation.seeds["intake_officer"])
    finally:
        process.terminate()
        process.wait(60)


def doctor(installation: Installation, **variables: str) -> str:
    """Return what doctor says."""
    environment = {**installation.environment, **variables}
    return subprocess.run(
        [*PROGRAM, "doctor"], env=environment, stdout=subprocess.PIPE, text=True, check=False
    ).stdout


def test_below_the_reserve_uploads_are_refused_and_reads_and_acts_go_on(
    installation: Installation, cramped: System
) -> None:
    roomy = installation.system("intake_officer")
    number = roomy.post("/matters", report()).json["number"]
    assert upload(roomy, number, samples.picture(), "a.jpg").status == 201
    refused = upload(cramped, number, samples.picture(), "a.jpg")
    assert (refused.status, refused.json["status"]) == (503, 503)
    assert cramped.get(f"/matters/{number}").status == 200
    assert cramped.post("/matters", report()).status == 201
    assert cramped.post(f"/matters/{number}/actions/accept", {"version": 1}).status == 200


def test_doctor_watches_the_volumes_of_files_and_database(installation: Installation) -> None:
    said = doctor(installation, SANLING_FILES_RESERVE_MB=str(10**9)).splitlines()
    for folder in (installation.data, installation.data / "files"):
        assert any(line.startswith("broken") and line.endswith(f"free for {folder}") for line in said)


def test_a_job_that_always_fails_is_parked_and_listed_while_others_go_on(installation: Installation) -> None:
    installation.execute(
        "insert into procrastinate_jobs (queue_name, task_name, args) values ('exports', %s, %s)",
        "sanling.processes.exports.tasks.export_job",
        '{"export_id": "this is no id"}',
    )
    installation.run(module=(sys.executable, "-m", "tests.faults.ask_export"))
    done = "select count(*) from exports_export where state = 'done'"
    until(lambda: installation.number(done) == 1, 120, "the other job")
    failed = "select count(*) from procrastinate_jobs where status = 'failed' and attempts = 3"

    def given_up() -> bool:
        """Tell whether it has been, after what it waits between two tries has been turned back."""
        installation.execute("update procrastinate_jobs set scheduled_at = now() where status = 'todo'")
        return installation.number(failed) == 1

    until(given_up, 120, "the end of the tries", pause=1)
    assert "1 failed in the last day" in doctor(installation)


def test_a_message_that_always_fails_is_parked_and_listed_while_others_go_on(
    installation: Installation,
) -> None:
    installation.execute(
        "insert into delivery_outbox (topic, key, payload, at) values ('matters.entry', '0', '{}', now())"
    )
    assert installation.system("intake_officer").post("/matters", report()).status == 201
    until(lambda: installation.number("select count(*) from delivery_outbox") == 0, 60, "the worker")
    assert installation.query("select topic, error from delivery_parkedmessage order by topic") == [
        (f"matters.entry:{follower}", "KeyError: 'entry'")
        for follower in ("choosing", "coming", "confirming", "handing", "merged", "notices", "webhooks")
    ]
    assert "7 messages parked" in doctor(installation)
