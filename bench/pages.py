"""Pages that are read: which, by whom, and what of each the database alone takes.

Programs of the measured installation, like `bench.city`.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import click
import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

django.setup()

from bench.city import VIEWERS  # noqa: E402
from sanling.domain.matters.access import visible_matters  # noqa: E402
from sanling.domain.matters.queries import Tab  # noqa: E402
from sanling.domain.people.access import Viewer  # noqa: E402
from sanling.domain.people.actions.seek_person import may_seek  # noqa: E402
from sanling.domain.people.cast import players  # noqa: E402
from sanling.domain.people.models import Post, Unit  # noqa: E402
from sanling.foundation import clock  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402
from sanling.interfaces.desk.choices import PostPicks, UnitPicks  # noqa: E402
from sanling.interfaces.desk.picks import Offer  # noqa: E402

TIMES = 3
MATTERS = 12
SEARCHES = ("垃圾", "漏水", "邻居", "工资", "噪音")


@click.group()
def commands() -> None:
    """Name pages and look into them."""


@commands.command()
def addresses() -> None:
    """Print the pages of each viewer, by group."""
    cast = players(profile_by_code(settings.SERVED[0]))
    found = {key: {name: list(paths) for name, paths in _groups(cast[key].viewer)} for key in VIEWERS}
    click.echo(json.dumps(found))


def _groups(viewer: Viewer) -> Iterator[tuple[str, Sequence[str]]]:
    yield "inbox", ["/desk/", *(f"/desk/?tab={tab}" for tab in Tab), "/desk/inbox/tabs/"]
    yield "ledger", [f"/desk/matters/?{urlencode(query)}" for query in _filters(viewer)]
    yield "search", [f"/desk/search/?{urlencode({'q': words})}" for words in SEARCHES]
    seen = visible_matters(viewer).order_by("-registered_at", "-pk").values_list("number", flat=True)
    step = 37
    yield "matter", [f"/desk/matters/{number}/" for number in seen[: MATTERS * step : step]]


def _picked(name: str, offer: Offer | None) -> dict[str, Any]:
    """Return what a box sends in which a choice was picked: a key counts with its label only."""
    return {name: offer.label, f"{name}_key": offer.key} if offer else {}


def _filters(viewer: Viewer) -> list[dict[str, Any]]:
    """Return each filter alone, the usual ones together, each sort, and far pages."""
    today = clock.now().date()
    month, year = today.replace(day=1).isoformat(), today.replace(year=today.year - 1).isoformat()
    own = viewer.own
    simple: list[dict[str, Any]] = [
        {},
        *({"sort": sort} for sort in ("registered", "due", "-due", "ended", "-ended")),
        *({"kind": kind} for kind in ("dispute", "petition", "security")),
        *({"state": state} for state in ("waiting", "handling", "archived", "paused", "refused")),
        *({"open": flag} for flag in "10"),
        *({"lateness": how} for how in ("late", "soon", "in_time", "paused")),
        *({"channel": channel} for channel in ("phone", "scan", "letter")),
        *({"outcome": outcome} for outcome in ("settled", "unsuccessful", "withdrawn")),
        *(
            {"division": path}
            for path in (*own.paths, own.unit_division, "410105002", "410105002012", "410122")
        ),
        _picked("unit", UnitPicks(Unit.objects.all(), viewer.city).of_key(str(own.unit_id))),
        _picked("assignee", PostPicks(Post.objects.all(), viewer.city).of_key(str(own.post_id))),
        {"confidentiality": 2},
        {"registered_from": month},
        {"registered_to": year},
        {"due_from": today.isoformat(), "due_to": today.isoformat()},
        *({"words": words} for words in SEARCHES),
        {"words": "三轮摩托车扰民问题"},
        *([{"phone": "13912345678"}] if may_seek(viewer) else ()),
        {"kind": "dispute", "state": "refused", "channel": "letter"},
        {"kind": "request", "words": "垃圾", "open": "1"},
        {"words": "垃圾", "sort": "due"},
        {"lateness": "late", "sort": "due"},
        {"open": "1", "sort": "due", "kind": "petition"},
    ]
    far = visible_matters(viewer).filter(registered_at__lt=f"{year}T00:00:00+08:00").first()
    middle = visible_matters(viewer).order_by("registered_at", "pk")[100:101]
    row = far or next(iter(middle), None)
    if row:
        simple.append({"after": f"{row.registered_at.timestamp()}_{row.pk}"})
        simple.append({"before": f"{row.registered_at.timestamp()}_{row.pk}"})
    return simple


@commands.command()
@click.argument("given", type=click.File())
@click.option("--explain", type=float, help="Print the plans of pages that take so many milliseconds.")
def queries(given: Any, explain: float | None) -> None:
    """Answer the pages of a file in this process: how many queries each asks, and what they take alone (ms)."""
    wanted: Mapping[str, Mapping[str, Sequence[str]]] = json.load(given)
    cast = players(profile_by_code(settings.SERVED[0]))
    found = {}
    for key, groups in wanted.items():
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(cast[key].user, backend=settings.AUTHENTICATION_BACKENDS[0])
        for path in chain.from_iterable(groups.values()):
            client.get(path)
            begin = perf_counter()
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            whole = (perf_counter() - begin) * 1000
            # What is prepared once leaves no text behind; it finds its rows by keys.
            said = [query["sql"] or "" for query in asked.captured_queries]
            texts = [text for text in said if text.lstrip("(").startswith("SELECT")]
            took = [_took(text) for text in texts]
            found[f"{key} {path}"] = {
                "queries": len(said),
                "database_ms": round(sum(took), 1),
                "page_ms": round(whole, 1),
            }
            if explain and sum(took) >= explain:
                _explain(f"{key} {path} {sum(took):.0f} ms", texts, took)
    click.echo(json.dumps(found))


def _took(text: str) -> float:
    """Return the median milliseconds of a query sent by psycopg alone, its rows read."""
    times = []
    with connection.cursor() as cursor:
        for _nth in range(TIMES):
            begin = perf_counter()
            cursor.execute(text)
            cursor.fetchall()
            times.append((perf_counter() - begin) * 1000)
    return median(times)


def _explain(title: str, texts: Sequence[str], took: Sequence[float]) -> None:
    slowest, text = max(zip(took, texts, strict=True))
    sys.stderr.write(f"\n=== {title}; slowest {slowest:.0f} ms\n{text}\n")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {text}")
        for (line,) in cursor.fetchall():
            sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    commands()
