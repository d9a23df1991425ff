"""Bring: have a file looked at, and checked where its headings are known."""

from collections.abc import Mapping

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.foundation.files.kinds import TEXT
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.names import clean_name
from sanling.foundation.tables.frame import Sheet
from sanling.processes.imports.models import Upload
from sanling.processes.imports.tasks import import_job

MOST_WAITING = 3


class TooManyUploads(Exception):
    """This post has as many files under way as it may have."""


def bring(
    *,
    actor: Viewer,
    sheet: Sheet,
    file: StoredFile,
    sent_as: str,
    answers: Mapping[str, str],
    language: str,
) -> Upload:
    """Queue a look at a file, in the transaction that records it; raises `TooManyUploads` with three under way.

    ``sent_as`` is what its sender calls it: a list of texts is told of as CSV if it was sent as that.
    Nothing is taken in before `apply` is asked for.
    """
    with transaction.atomic():
        take_turn(f"imports:{actor.post_id}")
        if Upload.objects.filter(post_id=actor.post_id, state__in=Upload.UNDER_WAY).count() >= MOST_WAITING:
            raise TooManyUploads
        upload = Upload.objects.create(
            post_id=actor.post_id,
            **Upload.reach_of(actor),
            sheet=sheet.code,
            file=file,
            name=clean_name(sent_as, extension=".csv") if _is_csv(file, sent_as) else file.name,
            language=language,
            answers=dict(answers),
            created_at=clock.now(),
        )
        import_job.defer(upload_id=str(upload.pk))
        subject, detail = f"upload:{upload.pk}", {"sheet": sheet.code, "size": file.size}
        record(actor=actor, act="imports.upload", subject=subject, city=actor.city, detail=detail)
    return upload


def _is_csv(file: StoredFile, sent_as: str) -> bool:
    return file.media_type == TEXT.media_type and sent_as.lower().endswith(".csv")
