"""What is published is frozen in the database itself: it can be withdrawn once, and outlives its matter."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sanling.domain.consulting.access import told_answers
from sanling.domain.consulting.models import Answer, Consent
from sanling.domain.consulting.withdrawing import withdrawn
from sanling.foundation import clock
from tests.city import CITY, TEST
from tests.domain.consulting.helpers import Cast, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_nothing_of_it_changes_but_that_it_is_withdrawn(cast: Cast) -> None:
    answer = published(cast)
    rows = Answer.objects.filter(pk=answer.pk)
    for change in ({"answer": "另一个答复"}, {"office": "别的单位"}, {"published_at": clock.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    withdrawn(TEST, answer, Answer.Withdrawn.FAULT, "数字有误")
    assert not told_answers(CITY).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(withdrawn_at=clock.now() + timedelta(hours=1))
    Consent.objects.all().delete()
    rows.update(matter=None)
    assert rows.get().question == answer.question
