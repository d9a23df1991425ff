"""Apply: have what was checked taken in."""

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.processes.imports.models import Upload
from sanling.processes.imports.tasks import import_job


def apply(*, actor: Viewer, upload: Upload) -> bool:
    """Queue the taking in of a file that has been checked; tell whether it was, so that twice is once."""
    with transaction.atomic():
        checked = Upload.objects.filter(pk=upload.pk, post_id=actor.post_id, state=Upload.State.CHECKED)
        found = checked.update(state=Upload.State.APPLYING, rows=0)
        if found:
            import_job.defer(upload_id=str(upload.pk))
            subject, detail = f"upload:{upload.pk}", {"sheet": upload.sheet, "rows": upload.total}
            record(actor=actor, act="imports.apply", subject=subject, city=actor.city, detail=detail)
    return bool(found)
