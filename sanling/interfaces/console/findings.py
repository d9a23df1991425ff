"""What ``sanling doctor`` looks at; each finding says what to do."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, run_checks
from django.core.checks.registry import registry
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min

from sanling.env import FIX_KEYS
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditPending, AuditRow
from sanling.foundation.configuration import wrong_contents, wrong_server
from sanling.foundation.delivery.models import ParkedMessage
from sanling.foundation.keys.marks import differing, own_marks
from sanling.foundation.profile.served import WRONG_PROFILES
from sanling.foundation.profile.taken import differs
from sanling.interfaces.console.finding import Finding, Severity
from sanling.interfaces.console.outgoing import outgoing
from sanling.interfaces.console.sign_in import wecom_sign_in
from sanling.interfaces.console.storage import bucket, disk, scanner
from sanling.processes.clockwatch import ACT, SUBJECT
from sanling.processes.webhooks.queries import silent_addresses
from sanling.supervisor.address import database_away
from sanling.supervisor.data_folder import data_folder_from
from sanling.supervisor.secrets import secrets_file

SLOW_QUEUE_SECONDS = 300
SILENT_WORKER_SECONDS = 120
CLOCK_SECONDS = 2
# Django's own messages name the setting and what it should be.
SETTING = "change the setting that it names; docs/operations.md lists them."


def examine() -> Iterator[Finding]:
    """Yield all findings; without a database those that need one are left out."""
    yield from configuration()
    yield from disk()
    yield from bucket()
    yield from scanner()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        trouble = database_away(error)
        yield Finding(Severity.BROKEN, "database", trouble.what.removeprefix("The database "), trouble.fix)
        return
    yield from database()
    yield from database_clock()
    if not _waiting_migrations():
        yield from keys()
        yield from contents()
        yield from clock_jumps()
        yield from jobs()
        yield from webhooks()
        yield from outgoing()
        yield from wecom_sign_in()
        yield from audit()


def configuration() -> Iterator[Finding]:
    """Look at the settings, with Django's checks for production unless this is a demonstration."""
    tags = registry.tags_available() - {Tags.database}
    found = run_checks(tags=sorted(tags), include_deployment_checks=not settings.DEMO)
    yield from (_found(message, "configuration") for message in found)
    if differs():
        fix = "run `sanling city`, which takes it up, or tells what is wrong with it."
        yield Finding(
            Severity.WARNING, "configuration", "the profile has changed and isn't taken up yet", fix
        )
    secrets = secrets_file(data_folder_from(os.environ), os.environ)
    if secrets.exists() and secrets.stat().st_mode & 0o077:
        yield Finding(Severity.BROKEN, "configuration", f"others may read {secrets}", f"chmod 600 {secrets}")
        return
    if not found:
        mode = "a demonstration" if settings.DEMO else "a real installation"
        yield Finding(Severity.GOOD, "configuration", f"{mode}, profile {', '.join(settings.SERVED)}")


def keys() -> Iterator[Finding]:
    """Look whether these are the keys that the data was written under."""
    for name in differing():
        there = name in own_marks()
        text = f"{name} is {'another than the one that' if there else 'missing, and'} this data was written under"
        fix = f"{FIX_KEYS}. Nothing is written until then."
        yield Finding(Severity.BROKEN, "keys", text, fix)
    if not differing():
        yield Finding(Severity.GOOD, "keys", "those that this data was written under")


def database() -> Iterator[Finding]:
    """Look at the server, our role there, its tables and its connections."""
    wrong = wrong_server()
    yield from (_found(message, "database") for message in wrong)
    version = _number("select current_setting('server_version_num')::int")
    waiting = _waiting_migrations()
    if waiting:
        yield Finding(
            Severity.BROKEN, "database", f"{waiting} migrations are waiting", "run `sanling migrate`."
        )
    used = _number("select count(*) from pg_stat_activity where backend_type = 'client backend'")
    most = _number("select current_setting('max_connections')::int")
    if used > most * 0.8:
        fix = "lower SANLING_POOL_SIZE or raise the server's max_connections."
        yield Finding(Severity.WARNING, "database", f"{used} of {most} connections are in use", fix)
    if not wrong and not waiting:
        yield Finding(
            Severity.GOOD,
            "database",
            f"PostgreSQL {version // 10000}, tables up to date, {used} of {most} connections",
        )


def contents() -> Iterator[Finding]:
    """Look at what is set up in the database: cities, and who administers them."""
    try:
        found = wrong_contents()
    except WRONG_PROFILES:
        # By these it is judged; told as the configuration's.
        return
    yield from (_found(message, "configuration") for message in found)


def database_clock() -> Iterator[Finding]:
    """Compare this machine's clock with the database's."""
    apart = abs((_row("select clock_timestamp()")[0] - clock.now()).total_seconds())
    if apart > CLOCK_SECONDS:
        text = f"this machine and the database are {apart:.0f} s apart"
        yield Finding(Severity.BROKEN, "clock", text, "set both by NTP: deadlines depend on it.")
    else:
        yield Finding(Severity.GOOD, "clock", f"{apart:.2f} s from the database's")


def clock_jumps() -> Iterator[Finding]:
    """Tell of the last jump of a worker's clock within a day; between two, deadlines were judged by a wrong time."""
    last = AuditRow.objects.filter(subject=SUBJECT, act=ACT).order_by("-pk").first()
    if last is not None and clock.now() - last.at < timedelta(days=1):
        text = f"a worker's clock jumped by {last.detail['seconds']:+} s, at {last.at:%Y-%m-%d %H:%M} UTC"
        fix = "have NTP slew the clock, and look through the deadlines that ran out around then."
        yield Finding(Severity.WARNING, "clock", text, fix)


def jobs() -> Iterator[Finding]:
    """Look at the queue: what waits too long, what stalled, what failed, who works."""
    now = clock.now()
    oldest, stalled, failed, heard = _row(JOBS, {"now": now, "silent": SILENT_WORKER_SECONDS})
    troubles = [
        *_waiting_job(oldest, now),
        *_silent_workers(heard, now),
        *(
            [_many(stalled, "stalled", "a worker takes them up again within minutes; if not, restart it.")]
            if stalled
            else []
        ),
        *(
            [_many(failed, "failed in the last day", "see the jobs page on the desk for why, and retry.")]
            if failed
            else []
        ),
    ]
    if parked := ParkedMessage.objects.count():
        fix = "see the jobs page on the desk for why; once that is mended, have them tried again there."
        troubles.append(_many(parked, "messages parked, for handling them failed", fix))
    yield from troubles or [Finding(Severity.GOOD, "jobs", "none late, stalled or failed in the last day")]


def webhooks() -> Iterator[Finding]:
    """Tell how many receivers are away: that is their trouble, not ours."""
    addresses, deliveries = silent_addresses()
    if addresses:
        text = f"{addresses} addresses do not answer; {deliveries} deliveries wait to be tried again"
        yield Finding(Severity.GOOD, "webhooks", text)


def audit() -> Iterator[Finding]:
    """Look whether the worker seals what was done."""
    oldest = AuditPending.objects.aggregate(oldest=Min("row__at"))["oldest"]
    if oldest is not None and (clock.now() - oldest).total_seconds() > SLOW_QUEUE_SECONDS:
        text = f"acts since {oldest:%Y-%m-%d %H:%M} UTC are not sealed yet"
        yield Finding(
            Severity.WARNING, "audit", text, "start `sanling worker`; its log says why if one runs."
        )
    else:
        yield Finding(
            Severity.GOOD,
            "audit",
            "all acts are sealed, or about to be; `sanling audit verify` checks the seals",
        )


JOBS = """
select
    (select min(coalesce(j.scheduled_at, e.at))
       from procrastinate_jobs j
       left join procrastinate_events e on e.job_id = j.id and e.type = 'deferred'
      where j.status = 'todo' and (j.scheduled_at is null or j.scheduled_at <= %(now)s)),
    (select count(*)
       from procrastinate_jobs j left join procrastinate_workers w on w.id = j.worker_id
      where j.status = 'doing'
        and (w.id is null or w.last_heartbeat < %(now)s - make_interval(secs => %(silent)s))),
    (select count(distinct j.id)
       from procrastinate_jobs j join procrastinate_events e on e.job_id = j.id and e.type = 'failed'
      where j.status = 'failed' and e.at > %(now)s - interval '1 day'),
    (select max(last_heartbeat) from procrastinate_workers)
"""


def _found(message: CheckMessage, area: str) -> Finding:
    level = Severity.BROKEN if message.is_serious() else Severity.WARNING
    return Finding(level, area, f"{message.msg} ({message.id})", str(message.hint or SETTING))


def _waiting_job(oldest: datetime | None, now: datetime) -> Iterator[Finding]:
    waited = (now - oldest).total_seconds() if oldest else 0
    if waited > SLOW_QUEUE_SECONDS:
        yield Finding(
            Severity.BROKEN,
            "jobs",
            f"the oldest has waited {waited / 60:.0f} minutes",
            "start (more of) `sanling worker`.",
        )


def _silent_workers(heard: datetime | None, now: datetime) -> Iterator[Finding]:
    if heard is None or (now - heard).total_seconds() > SILENT_WORKER_SECONDS:
        yield Finding(Severity.WARNING, "jobs", "no worker runs", "start `sanling up` or `sanling worker`.")


def _many(count: int, what: str, fix: str) -> Finding:
    return Finding(Severity.WARNING, "jobs", f"{count} {what}", fix)


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _row(query: str, parameters: dict[str, datetime | int] | None = None) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return tuple(cursor.fetchone() or ())


def _number(query: str) -> int:
    return int(_row(query)[0])
