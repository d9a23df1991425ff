"""nginx, as deploy/nginx has it, before a real installation."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psutil

from tests.deploy.front import Front
from tests.faults.installation import Answer, Effort, Installation, report


@dataclass
class Site:
    """nginx before an installation."""

    front: Front
    installation: Installation

    def api(self, path: str, body: bytes, **headers: str) -> Answer:
        """Write as the intake officer."""
        token = self.installation.seeds["intake_officer"]
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex, **headers}
        return self.front.ask("POST", f"/api/v1{path}", body=body, headers=sent)

    @contextmanager
    def bounded(self, most: int) -> Iterator[None]:
        """Check that nginx and the web processes never held more bytes together than before and this many."""
        family = [psutil.Process(self.front.process.pid), self.installation.child("console.main web")]
        family += [child for process in list(family) for child in process.children(recursive=True)]
        before = sum(process.memory_info().rss for process in family)
        for process in family:
            # Forgets the highest mark so far.
            Path(f"/proc/{process.pid}/clear_refs").write_text("5")
        yield
        marks = [Path(f"/proc/{process.pid}/status").read_text() for process in family]
        highest = sum(int(found[1]) for mark in marks if (found := re.search(r"VmHWM:\s+(\d+) kB", mark)))
        assert highest * 1024 - before < most

    def serves_as_before(self) -> None:
        """Check that somebody else is served, and quickly."""
        effort = Effort.now()
        answers = [self.front.ask("GET", "/") for _ in range(20)]
        assert {answer.status for answer in answers} == {200}
        assert effort.seconds_of_our_own() / 20 < 1

    def made(self) -> str:
        """Register a matter and return its number."""
        answer = self.api("/matters", json.dumps(report()).encode(), **{"Content-Type": "application/json"})
        assert answer.status == 201, answer
        return str(answer.json["number"])
