"""Say columns: by which heading each column of a file goes; then it is checked."""

from collections.abc import Mapping

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.processes.imports.models import Upload
from sanling.processes.imports.tasks import import_job


def say_columns(*, actor: Viewer, upload: Upload, chosen: Mapping[str, Mapping[str, str]]) -> bool:
    """Queue the check of an upload by headings, by the name of the sheet; tell whether it waited for them."""
    asked = Upload.objects.filter(
        pk=upload.pk, post_id=actor.post_id, state__in=(Upload.State.ASKING, Upload.State.CHECKED)
    )
    with transaction.atomic():
        state = {"state": Upload.State.CHECKING, "rows": 0, "report": {}, "returned": ""}
        found = asked.update(chosen={name: dict(heads) for name, heads in chosen.items()}, **state)
        if found:
            import_job.defer(upload_id=str(upload.pk))
    return bool(found)
