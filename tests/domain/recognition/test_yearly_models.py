"""One recognition a subject and year, and one title that lasts."""

import pytest
from django.db import IntegrityError, transaction

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.models import Recognition, Title
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_the_database_refuses_a_second(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recognised")
    title = Title.objects.get()
    title.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        title.save()
    row = Recognition.objects.get()
    row.pk, row.matter_id = None, recognition.pk + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
