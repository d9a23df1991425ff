"""Uploads that were begun and never sent: pictures of a report that nobody finished."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from sanling.domain.matters.models import Attachment
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile

KEPT_FOR = timedelta(days=2)


def forget_uploads() -> int:
    """Forget stored files that nothing has named for two days; return how many. `purge_orphans` frees their space."""
    attached = Attachment.objects.filter(file=OuterRef("pk"))
    stale = StoredFile.objects.filter(~Exists(attached), created_at__lt=clock.now() - KEPT_FOR)
    return stale.delete()[0]
