"""Jobs of exports."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.ledgers import Written, ledgers
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.notices import notify
from sanling.foundation.files.places import place
from sanling.processes.exports.models import BOOK, Export
from sanling.processes.exports.write import BATCH, write_book

KEPT_FOR = timedelta(days=7)
# Waits of 5 and 25 seconds outlast a restart of the database.
MOST_RETRIES = 2
RETRIES = RetryStrategy(max_attempts=MOST_RETRIES, exponential_wait=5)


def key_of(export: Export, suffix: str = BOOK) -> str:
    """Return the key that an export's file of that ending lies under."""
    return f"exports/{export.pk}.{suffix}"


def path_of(export: Export, suffix: str = BOOK) -> Path:
    """Return where it lies, unless it is in a bucket."""
    root: Path = settings.FILES_ROOT
    return root / key_of(export, suffix)


@app.task(queue="exports", retry=RETRIES, pass_context=True)
def export_job(context: JobContext, *, export_id: str) -> None:
    """Write an export's file; a failure is tried again, and only the last one is told to whoever asked."""
    write_export(export_id=export_id, last=context.job.attempts >= MOST_RETRIES)


def write_export(*, export_id: str, last: bool = True) -> None:
    """Write an export's files, as the post that asked for it would see the ledger now.

    A leave that has ended meanwhile lends nothing any more, one that began since it was asked for not yet.
    """
    export = Export.objects.filter(pk=export_id).exclude(state=Export.State.DONE).first()
    if export is None:
        return
    post = Post.objects.select_related("unit", "user").get(pk=export.post_id)
    viewer = viewer_for(post)
    if viewer is None:
        # The post ended meanwhile: it sees nothing any more, and so gets no file.
        Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED, finished_at=clock.now())
        return
    viewer = viewer.limited_to(export.seen_as)
    begun = {"begun_at": clock.now(), "rows": 0, **Export.reach_of(viewer)}
    Export.objects.filter(pk=export.pk).update(state=Export.State.RUNNING, **begun)
    try:
        _write(export, viewer)
    except Exception:
        if last:
            Export.objects.filter(pk=export.pk).update(state=Export.State.FAILED, finished_at=clock.now())
            notify([viewer.key], "exports.failed", url="/desk/exports/")
        raise


def _write(export: Export, viewer: Viewer) -> None:
    now = clock.now()
    ledger = ledgers()[export.ledger]
    criteria = ledger.criteria.model_validate(export.criteria)
    columns = ledger.columns(export.columns, criteria)
    found = ledger.find(viewer, criteria, now)
    Export.objects.filter(pk=export.pk).update(total=found.count())

    def report(done: int) -> None:
        Export.objects.filter(pk=export.pk).update(rows=done)

    in_order = ledger.read(ledger.in_order(found, export.sort), columns)
    paths = {suffix: path_of(export, suffix) for suffix in export.suffixes}
    parts = {suffix: path.with_name(f"{path.name}.part") for suffix, path in paths.items()}
    for path in paths.values():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    rows = in_order.iterator(chunk_size=BATCH)
    with translation.override(export.language):
        if export.form == BOOK:
            sheets = ledger.sheets(viewer, now)
            written = write_book(parts[BOOK], columns=columns, rows=rows, sheet_of=sheets, report=report)
        else:
            written = ledger.forms[export.form].write(rows, parts, report)
    size = sum(part.stat().st_size for part in parts.values())
    for suffix, part in parts.items():
        place().keep(part, key_of(export, suffix))
        # A bucket leaves it here.
        part.unlink(missing_ok=True)
    _finish(export, viewer, written, size)


def _finish(export: Export, viewer: Viewer, written: Written, size: int) -> None:
    # Together, so that a worker that dies here has done all of it or none, and the next try neither repeats nor omits.
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(
            state=Export.State.DONE,
            rows=written.rows,
            total=written.rows + written.left_out,
            left_out=written.left_out,
            size=size,
            finished_at=clock.now(),
        )
        subject, detail = f"export:{export.pk}", {"rows": written.rows}
        record(actor=viewer, act="exports.write", subject=subject, city=viewer.city, detail=detail)
        notify([viewer.key], "exports.done", {"rows": written.rows}, url="/desk/exports/")


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_exports")
def forget_exports(timestamp: int) -> None:
    """Delete files older than a week: what they show has changed since."""
    old = Export.objects.filter(created_at__lt=clock.now() - KEPT_FOR).exclude(state=Export.State.EXPIRED)
    for export in old.iterator():
        for suffix in export.suffixes:
            place().remove(key_of(export, suffix))
        # What was left unfinished on this machine, too.
        for path in path_of(export).parent.glob(f"{export.pk}.*"):
            path.unlink(missing_ok=True)
    old.update(state=Export.State.EXPIRED)
