"""A draft is thrown away by its drafter, or by who could publish it."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.consulting.actions.discard_answer import discard_answer
from sanling.domain.consulting.models import Answer
from tests.domain.consulting.helpers import Cast, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.mark.parametrize("who", ["intake_officer", "centre_director"])
def test_it_is_gone(cast: Cast, who: str) -> None:
    discard_answer(actor=cast[who].viewer, answer_id=drafted(cast).pk)
    assert not Answer.objects.exists()


def test_others_and_what_stands_are_refused(cast: Cast) -> None:
    draft = drafted(cast)
    with pytest.raises(PermissionDenied):
        discard_answer(actor=cast["village_secretary"].viewer, answer_id=draft.pk)
    with pytest.raises(Answer.DoesNotExist):
        discard_answer(actor=cast["intake_officer"].viewer, answer_id=published(cast).pk)
