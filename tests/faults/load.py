"""People at work while something breaks: what was acknowledged to them must be there afterwards."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.faults.installation import Answer, Installation, System, report

# What a client meets when a process falls: no answer, or one that asks to come again.
AGAIN = frozenset({0, 429, 500, 502, 503, 504})
PATIENCE_SECONDS = 60.0


@dataclass
class Acknowledged:
    """What was answered with success: numbers of matters, and ids of entries."""

    numbers: list[str] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    broken: int = 0


@contextmanager
def working(installation: Installation, people: int = 4) -> Iterator[Acknowledged]:
    """Let some people register matters and hand them to the mediator; yields what they were acknowledged so far.

    Whoever gets no answer sends the same again, under the same key, until there is one.
    """
    over, acknowledged = threading.Event(), Acknowledged()

    def work() -> None:
        system, post = installation.system("intake_officer"), int(installation.seeds["mediator_post"])
        while not over.is_set():
            made = send(system, "/matters", report(), acknowledged)
            if made.status != 201:
                continue
            number = made.json["number"]
            acknowledged.numbers.append(number)
            for version, (act, fields) in enumerate((("accept", {}), ("assign", {"mediator": post})), 1):
                body = {"version": version, "fields": fields}
                done = send(system, f"/matters/{number}/actions/{act}", body, acknowledged)
                if done.status == 200:
                    acknowledged.entries.append(done.json["entry"])

    threads = [threading.Thread(target=work) for _ in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield acknowledged
    finally:
        over.set()
        for thread in threads:
            thread.join()


def send(system: System, path: str, body: Any, acknowledged: Acknowledged) -> Answer:
    """Send a write until it is answered; a refusal is kept for the test to find."""
    key, begin = uuid4().hex, time.monotonic()
    while True:
        answer = system.post(path, body, key)
        if answer.status not in AGAIN or time.monotonic() - begin > PATIENCE_SECONDS:
            break
        acknowledged.broken += 1
        time.sleep(0.2)
    if answer.status not in {200, 201}:
        acknowledged.refused.append(answer)
    return answer
