"""A burst behind the shipped nginx: ten times what can be carried, and how soon all is as before."""

import asyncio
import json
import random
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bench.client import Answer, Caller
from bench.load import API, Measured, counted, report_of

SECONDS = 30.0
TIMES = 10
# The burst comes from so many addresses; another one, that was quiet, asks afterwards.
ADDRESSES = [f"127.0.1.{nth}" for nth in range(1, 9)]
HONEST = "127.0.2.1"
# As before: an answer to a resident's page within this time (seconds), three times in a row.
NORMAL = 1.0
PATIENCE = 60.0


@dataclass(frozen=True)
class Mix:
    """What is asked, in equal parts: a report by the API, a tracking page, the resident's form."""

    teams: Sequence[Mapping[str, Any]]
    tokens: Sequence[str]

    async def ask(self, caller: Caller, measured: Measured) -> None:
        """Send one request and note its answer; a broken connection counts as a status of its own."""
        begin = time.perf_counter()
        try:
            answer = await self._sent(caller)
        except OSError as error:
            answer = Answer(599, {}, str(error).encode())
        measured.note(answer, time.perf_counter() - begin)

    async def _sent(self, caller: Caller) -> Answer:
        which = random.randrange(3)  # noqa: S311 -- invented
        if which == 0:
            team = random.choice(self.teams)  # noqa: S311
            headers = {"Authorization": f"Bearer {team['intake']}", "Idempotency-Key": uuid4().hex}
            return await caller.send("POST", f"{API}/matters", headers, json.dumps(report_of(team)).encode())
        return await caller.get(f"/t/{random.choice(self.tokens)}/" if which == 1 else "/report/")  # noqa: S311


def sustained(port: int, mix: Mix, *, workers: int, seconds: float) -> Measured:
    """Ask as fast as so many callers can, without nginx."""

    async def run() -> Measured:
        caller, measured = Caller(port), Measured()
        end = time.perf_counter() + seconds

        async def work() -> None:
            while time.perf_counter() < end:
                await mix.ask(caller, measured)

        await asyncio.gather(*(work() for _nth in range(workers)))
        measured.took = seconds
        caller.close()
        return measured

    return counted(run)


def burst(port: int, mix: Mix, *, rate: float, name: str) -> tuple[Measured, float]:
    """Ask so often a second for half a minute; return the answers, and after how many seconds all was normal."""
    calm = 0.0

    async def run() -> Measured:
        nonlocal calm
        measured = Measured()
        with ExitStack() as open_:
            callers = [Caller(port, name=name, address=address) for address in ADDRESSES]
            for caller in callers:
                open_.callback(caller.close)
            tasks = []
            begin = at = time.perf_counter()
            while at < begin + SECONDS:
                await asyncio.sleep(max(0.0, at - time.perf_counter()))
                tasks.append(asyncio.create_task(mix.ask(random.choice(callers), measured)))  # noqa: S311
                at += random.expovariate(rate)
            measured.took = time.perf_counter() - begin
            calm = await _calm(port, name)
            await asyncio.gather(*tasks)
        return measured

    found = counted(run)
    return found, calm


async def _calm(port: int, name: str) -> float:
    """Return after how many seconds a page is answered as before."""
    caller = Caller(port, name=name, address=HONEST)
    begin = time.perf_counter()
    in_a_row = 0
    while in_a_row < 3 and time.perf_counter() < begin + PATIENCE:
        sent = time.perf_counter()
        answer = await caller.get("/report/")
        quick = time.perf_counter() - sent <= NORMAL
        in_a_row = in_a_row + 1 if answer.status == 200 and quick else 0
        await asyncio.sleep(0.1)
    caller.close()
    return time.perf_counter() - begin


def wrong(found: Measured) -> list[str]:
    """Return what came that must not come: anything but success, and refusals that say when to come again."""
    bad = [f"{status}: {times}" for status, times in found.statuses.items() if not _allowed(status)]
    return bad + ([f"{found.bare_refusals} without Retry-After"] if found.bare_refusals else [])


def _allowed(status: int) -> bool:
    return 200 <= status < 300 or status in {429, 503}
