"""People at work while something breaks: what was acknowledged to them must be there afterwards."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.installation import Installation, report


@contextmanager
def registering(installation: Installation, people: int = 4) -> Iterator[list[str]]:
    """Let some people register matters as fast as they are answered; yields the numbers acknowledged so far."""
    over, numbers = threading.Event(), list[str]()

    def work() -> None:
        system = installation.system("intake_officer")
        while not over.is_set():
            answer = system.post("/matters", report())
            if answer.status == 201:
                numbers.append(answer.json["number"])

    threads = [threading.Thread(target=work) for _ in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield numbers
    finally:
        over.set()
        for thread in threads:
            thread.join()
