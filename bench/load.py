"""What is sent: lives of matters through the API, in a closed loop or at a given rate, and pages.

Everything here runs in the load process, apart from the server and from the program that started it.
"""

import asyncio
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Any
from uuid import uuid4

from bench.client import Answer, Caller

API = "/api/v1"
# One thing that a caller does, again and again.
Turn = Callable[["Caller", "Measured"], Coroutine[Any, Any, None]]
PLACES = ["三号楼二单元", "东门菜市场", "小区北门", "地下车库", "七号楼楼道"]
WORDS = ["漏水", "噪音", "停车", "垃圾", "油烟", "采光", "借款", "宠物", "围墙", "路灯"]


@dataclass
class Measured:
    """What a run saw: the seconds of each request, the answers by status, lives that were whole."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lives: int = 0
    took: float = 0.0
    tokens: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    load_seconds: float = 0.0
    first_wrong: str = ""
    bare_refusals: int = 0

    def note(self, answer: Answer, seconds: float) -> None:
        """Count an answer."""
        self.seconds.append(seconds)
        self.statuses[answer.status] += 1
        if answer.status in {429, 503} and "retry-after" not in answer.headers:
            self.bare_refusals += 1
        if answer.status >= 400 and not self.first_wrong:
            self.first_wrong = f"{answer.status}: {answer.body[:300].decode(errors='replace')}"


class Broken(Exception):
    """A life went wrong; the answer that did is noted."""


@dataclass
class Life:
    """One matter from report to rating: five requests, each by whoever does it in a city."""

    caller: Caller
    team: Mapping[str, Any]
    measured: Measured

    async def live(self) -> None:
        """Register, accept, assign, resolve on the spot, rate; raises `Broken` at the first refusal."""
        made = await self._send("/public/matters", "", residents_report(self.team))
        number, token = made["number"], made["token"]
        acts: list[tuple[str, str, dict[str, Any]]] = [
            ("intake", "accept", {}),
            ("intake", "assign", {"handler": self.team["mediator_post"]}),
            ("mediator", "settle", {"answer": "已到现场查看并处理完毕，双方都认可。"}),
        ]
        version = made["version"]
        for who, action, fields in acts:
            body = {"version": version, "fields": fields}
            done = await self._send(f"/matters/{number}/actions/{action}", self.team[who], body)
            version = done["version"]
        fields = {"result": 5, "accept": 4, "assign": 5, "handle": 5, "comment": "很快就有人来了"}
        body = {"version": version, "fields": fields}
        await self._send(f"/public/matters/{token}/actions/rate", "", body)
        self.measured.lives += 1
        self.measured.tokens.append(token)
        self.measured.numbers.append(number)

    async def _send(self, path: str, token: str, body: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"Idempotency-Key": uuid4().hex}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        else:
            # Residents send from addresses of their own, as the proxy in front would say.
            headers["X-Forwarded-For"] = str(IPv4Address("10.0.0.0") + random.randrange(2**24))  # noqa: S311
        begin = time.perf_counter()
        answer = await self.caller.send("POST", API + path, headers, json.dumps(body).encode())
        self.measured.note(answer, time.perf_counter() - begin)
        if answer.status >= 300:
            raise Broken
        done: dict[str, Any] = json.loads(answer.body)
        return done


def residents_report(team: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report from a team's place as a resident sends it, who alone gets the link that acts."""
    return {**_said(team), **_somebody()}


def report_of(team: Mapping[str, Any]) -> dict[str, Any]:
    """Return a report from a team's place as its intake officer writes it down."""
    return {**_said(team), "channel": "phone", "applicant": _somebody()}


def _said(team: Mapping[str, Any]) -> dict[str, Any]:
    words = random.sample(WORDS, 3)
    return {
        "kind": "request",
        "text": f"我们楼里{words[0]}已经两个多月，{words[1]}和{words[2]}也没人管，反映几次没有结果，请帮忙处理。",
        "division": team["division"],
        "place": random.choice(PLACES),  # noqa: S311 -- invented
    }


def _somebody() -> dict[str, Any]:
    return {"name": "王小明", "phone": f"139{random.randrange(10**8):08d}"}  # noqa: S311 -- invented


async def _closed(port: int, workers: int, seconds: float, turn: Turn) -> Measured:
    """Let so many workers repeat a turn, each beginning the next when the last has ended."""
    caller, measured = Caller(port), Measured()
    end = time.perf_counter() + seconds

    async def work() -> None:
        while time.perf_counter() < end:
            await turn(caller, measured)

    begin = time.perf_counter()
    await asyncio.gather(*(work() for _nth in range(workers)))
    measured.took = time.perf_counter() - begin
    caller.close()
    return measured


async def _open(port: int, rate: float, seconds: float, turn: Turn) -> Measured:
    """Begin a turn at random instants, so many a second on average, whether or not earlier ones have ended."""
    caller, measured = Caller(port), Measured()
    tasks: list[asyncio.Task[None]] = []
    begin = time.perf_counter()
    at = begin
    while at < begin + seconds:
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        tasks.append(asyncio.create_task(turn(caller, measured)))
        at += random.expovariate(rate)
    await asyncio.gather(*tasks)
    measured.took = time.perf_counter() - begin
    caller.close()
    return measured


def _life_of(teams: Sequence[Mapping[str, Any]]) -> Turn:
    async def turn(caller: Caller, measured: Measured) -> None:
        try:
            await Life(caller, random.choice(teams), measured).live()  # noqa: S311 -- invented
        except Broken:
            return

    return turn


def lives(port: int, teams: Sequence[Mapping[str, Any]], *, workers: int, seconds: float) -> Measured:
    """Live as many lives as the server can take from so many callers."""
    return counted(lambda: _closed(port, workers, seconds, _life_of(teams)))


def lives_at(port: int, teams: Sequence[Mapping[str, Any]], *, rate: float, seconds: float) -> Measured:
    """Begin so many lives a second."""
    return counted(lambda: _open(port, rate, seconds, _life_of(teams)))


def pages(port: int, paths: Sequence[str], *, workers: int, seconds: float, session: str = "") -> Measured:
    """Read pages in turn, as fast as so many callers can."""
    nth = iter(range(10**9))

    async def turn(caller: Caller, measured: Measured) -> None:
        await _read(caller, measured, paths[next(nth) % len(paths)], session)

    return counted(lambda: _closed(port, workers, seconds, turn))


def one_by_one(port: int, paths: Sequence[str], *, times: int, session: str = "") -> dict[str, Measured]:
    """Read each page so many times, one request at a time, after one that is not counted."""

    async def read() -> dict[str, Measured]:
        caller = Caller(port)
        found = {path: Measured() for path in paths}
        for path in paths:
            await _read(caller, Measured(), path, session)
        for _nth in range(times):
            for path in paths:
                await _read(caller, found[path], path, session)
        caller.close()
        return found

    return asyncio.run(read())


async def _read(caller: Caller, measured: Measured, path: str, session: str) -> None:
    headers = {"Accept-Language": "zh-hans"}
    if session:
        headers["Cookie"] = f"sessionid={session}"
    begin = time.perf_counter()
    answer = await caller.get(path, headers)
    measured.note(answer, time.perf_counter() - begin)


def counted(run: Callable[[], Any]) -> Measured:
    """Add what of the processor the load itself took."""
    before = _processor()
    measured: Measured = asyncio.run(run())
    measured.load_seconds = _processor() - before
    return measured


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
