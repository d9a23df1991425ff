"""Whether this process can serve: asked by load balancers and monitors at `/readyz`."""

from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from sanling.foundation import clock
from sanling.foundation.files.volumes import volumes
from sanling.foundation.keys.marks import differing
from sanling.interfaces.api.gauges import waiting

# A worker at work is never behind by as much.
LATE_SECONDS = 120


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, has every migration of this program and was written under its keys.

    ``status`` is "behind" while something has waited for the worker for more than two minutes, and "full" while a
    volume is below its reserve, so that uploads are refused. Pages and acts go on then: that is no reason to take this
    process out of service, but one to look at the worker or the volume. What waits for somebody else's server, which
    may be away for days, is measured by `/metrics` and counts for nothing here.
    """
    try:
        missing, keys = _missing(), differing()
        behind = (
            {}
            if missing
            else {f"{what.of}.{what.name}": round(what.age, 1) for what in waiting(clock.now()) if what.ours}
        )
    except DatabaseError:
        return JsonResponse(
            {"status": "database unavailable"}, status=503, headers={"Cache-Control": "no-store"}
        )
    if missing:
        return JsonResponse(
            {"status": "migrations missing", "missing": missing[:20]},
            status=503,
            headers={"Cache-Control": "no-store"},
        )
    if keys:
        return JsonResponse(
            {"status": "keys differ", "keys": keys}, status=503, headers={"Cache-Control": "no-store"}
        )
    late = any(age > LATE_SECONDS for age in behind.values())
    full = [volume.name for volume in volumes() if volume.full]
    return JsonResponse(
        {"status": "full" if full else "behind" if late else "ok", "waiting_seconds": behind, "full": full},
        headers={"Cache-Control": "no-store"},
    )


def _missing() -> list[str]:
    applied = set(MigrationRecorder(connection).applied_migrations())
    return [f"{app}.{name}" for app, name in _known() if (app, name) not in applied]


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, str], ...]:
    """Return the migrations of this program, which don't change while it runs."""
    return tuple(sorted(MigrationLoader(None).disk_migrations))
