"""Files of reports that were never sent do not stay."""

from datetime import timedelta

import pytest

from sanling.domain.matters.models import Attachment
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile
from sanling.processes.uploads import KEPT_FOR, forget_uploads
from tests.domain.matters.helpers import picture, registered

pytestmark = pytest.mark.django_db


def test_only_old_files_that_nothing_names_are_forgotten(workflows: None) -> None:
    sent = picture()
    registered(enclosures=[sent])
    with clock.turned(shift=-KEPT_FOR - timedelta(hours=1)):
        abandoned = picture()
    fresh = picture()

    assert forget_uploads() == 1

    left = set(StoredFile.objects.values_list("pk", flat=True))
    assert abandoned.file.pk not in left
    assert {sent.file.pk, fresh.file.pk} <= left
    assert Attachment.objects.get().file_id == sent.file.pk
