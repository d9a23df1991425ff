"""Whether this process can serve: asked by load balancers and monitors at `/readyz`."""

from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from sanling.foundation import clock
from sanling.foundation.configuration import line, wrong_contents, wrong_server, wrong_settings
from sanling.foundation.files.volumes import volumes
from sanling.foundation.keys.marks import differing
from sanling.interfaces.api.gauges import waiting
from sanling.interfaces.components.client import is_local

# A worker at work is never behind by as much.
LATE_SECONDS = 120


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, has every migration of this program and was written under its keys.

    Nor is it ready with a mistake in its settings or profiles that a start would refuse.

    Anybody learns whether it is ready and no more; a program on this machine learns why, too.
    """
    status, details = _judge()
    said = details if is_local(request) else {"status": "ready" if status == 200 else "not ready"}
    return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})


def _judge() -> tuple[int, dict[str, Any]]:
    """Return the status, and why.

    It is "behind" while something has waited for the worker for more than two minutes, and "full" while a volume is
    below its reserve, so that uploads are refused. Pages and acts go on then: that is no reason to take this process
    out of service, but one to look at the worker or the volume. What waits for somebody else's server, which may be
    away for days, is measured by `/metrics` and counts for nothing here. ``look`` is what a start advises.
    """
    try:
        if missing := _missing():
            return 503, {"status": "migrations missing", "missing": missing[:20]}
        if keys := differing():
            return 503, {"status": "keys differ", "keys": keys}
        found = [*wrong_settings(), *wrong_server(), *wrong_contents()]
        if wrong := [line(message) for message in found if message.is_serious()]:
            return 503, {"status": "misconfigured", "wrong": wrong}
        ages = {f"{what.of}.{what.name}": round(what.age, 1) for what in waiting(clock.now()) if what.ours}
    except DatabaseError:
        return 503, {"status": "database unavailable"}
    late = any(age > LATE_SECONDS for age in ages.values())
    full = [volume.name for volume in volumes() if volume.full]
    return 200, {
        "status": "full" if full else "behind" if late else "ok",
        "waiting_seconds": ages,
        "full": full,
        "look": [line(message) for message in found],
    }


def _missing() -> list[str]:
    applied = set(MigrationRecorder(connection).applied_migrations())
    return [f"{app}.{name}" for app, name in _known() if (app, name) not in applied]


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, str], ...]:
    """Return the migrations of this program, which don't change while it runs."""
    return tuple(sorted(MigrationLoader(None).disk_migrations))
