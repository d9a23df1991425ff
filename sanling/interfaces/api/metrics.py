"""How the installation is doing, for Prometheus.

Gauges of the database are the same from every machine; what requests cost is this machine's, over all its processes.
"""

from collections.abc import Iterator

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling import __version__
from sanling.domain.people.rules import Scope
from sanling.foundation import clock
from sanling.interfaces.api.auth import caller_if_any
from sanling.interfaces.api.gauges import LABELS, standing, waiting
from sanling.interfaces.api.problems import Problem, answer, forbidden, outage, unknown
from sanling.interfaces.components.client import is_local
from sanling.interfaces.components.observing import measured

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
HELP = {
    "sanling_release": "Which release answers.",
    "sanling_waiting": (
        "Messages, seals, deadlines, jobs, webhooks and messages to staff and residents (outgoing) that are due and "
        "not done yet; webhooks that are ready wait for the worker, all that are due for their receivers, too."
    ),
    "sanling_waiting_seconds": "For how long the oldest of them has been due.",
    "sanling_matters": "Matters, as the database's statistics estimate them.",
    "sanling_jobs_failed": "Jobs that failed after all retries.",
    "sanling_messages_parked": "Messages whose handler failed and that were set aside.",
    "sanling_webhook_deliveries_dead": "Webhook deliveries given up.",
    "sanling_outgoing_given_up": "Messages to staff and residents that were given up, by the reason.",
    "sanling_outgoing_given_up_seconds": "How long ago the oldest of them was given up.",
    "sanling_database_bytes": "Size of the database.",
    "sanling_workers": "Workers that were heard of within two minutes.",
    "sanling_database_connections": "Connections to the database.",
    "sanling_database_connections_most": "How many connections the server takes.",
    "sanling_volume_free_bytes": "Room left where the data folder, with an embedded database, and the files lie.",
}


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer this machine itself, and whoever has a token of the scope “metrics”."""
    try:
        if not is_local(request):
            _admit(request)
        text = "".join(_lines())
    except Problem as problem:
        return answer(problem)
    except DatabaseError:
        return answer(outage())
    return HttpResponse(text + measured(), content_type=MEDIA_TYPE)


def _admit(request: HttpRequest) -> None:
    caller = caller_if_any(request)
    if caller is None:
        raise unknown()
    if not caller.may(Scope.METRICS):
        raise forbidden("metrics")


def _lines() -> Iterator[str]:
    now = clock.now()
    due = waiting(now)
    samples: dict[str, list[tuple[str, float]]] = {
        "sanling_release": [(f'{{version="{__version__}"}}', 1)],
        "sanling_waiting": [(f'{{of="{queue.of}",name="{queue.name}"}}', queue.count) for queue in due],
        "sanling_waiting_seconds": [
            (f'{{of="{queue.of}",name="{queue.name}"}}', round(queue.age, 3)) for queue in due
        ],
    }
    for name, value, held in standing(now):
        label = f'{{{LABELS[name]}="{_escaped(value)}"}}' if name in LABELS else ""
        samples.setdefault(name, []).append((label, held))
    for name, text in HELP.items():
        yield f"# HELP {name} {text}\n# TYPE {name} gauge\n"
        for label, number in samples.get(name, []):
            yield f"{name}{label} {number}\n"


def _escaped(value: str) -> str:
    """Return a label's value as the exposition format quotes it."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
