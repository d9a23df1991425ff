"""What has a fault is withdrawn with a reason, by who publishes."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.consulting.access import told_answers
from sanling.domain.consulting.actions.withdraw_answer import withdraw_answer
from sanling.domain.consulting.models import Answer
from sanling.domain.matters.errors import Invalid
from tests.city import CITY
from tests.domain.consulting.helpers import Cast, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_withdrawn_with_a_reason_by_who_publishes(cast: Cast) -> None:
    answer = published(cast)
    with pytest.raises(PermissionDenied):
        withdraw_answer(actor=cast["intake_officer"].viewer, answer_id=answer.pk, remark="数字有误")
    director = cast["centre_director"].viewer
    with pytest.raises(Invalid):
        withdraw_answer(actor=director, answer_id=answer.pk, remark=" ")
    withdraw_answer(actor=director, answer_id=answer.pk, remark="数字有误")
    assert not told_answers(CITY).exists()
    answer.refresh_from_db()
    assert (answer.withdrawn_for, answer.remark) == (Answer.Withdrawn.FAULT, "数字有误")
    with pytest.raises(Answer.DoesNotExist):
        withdraw_answer(actor=director, answer_id=answer.pk, remark="又一次")
