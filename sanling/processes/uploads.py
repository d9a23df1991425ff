"""Uploads that were begun and never sent: pictures of a report that nobody finished."""

from datetime import timedelta

from sanling.foundation import clock
from sanling.foundation.database.naming import unnamed
from sanling.foundation.files.models import StoredFile

# A report may wait on a phone for a week before there is network again (portal/matters/pictures.py).
KEPT_FOR = timedelta(days=8)


def forget_uploads() -> int:
    """Forget stored files that no row has named for eight days; return how many. `purge_orphans` frees their space."""
    return unnamed(StoredFile.objects.filter(created_at__lt=clock.now() - KEPT_FOR)).delete()[0]
