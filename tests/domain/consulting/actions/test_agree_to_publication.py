"""Taking agreement back is as easy as giving it, and takes away what was published at once."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.consulting.access import agreed, told_answers
from sanling.domain.consulting.actions.agree_to_publication import agree_to_publication
from sanling.domain.consulting.models import Answer, Consent
from sanling.domain.matters.access import LinkActor
from tests.city import CITY
from tests.domain.consulting.helpers import Cast, asked, asker, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_whoever_asked_agrees_and_takes_it_back(cast: Cast) -> None:
    answer = published(cast)
    assert answer.matter is not None
    assert not agree_to_publication(actor=asker(answer.matter), matter_id=answer.matter.pk, agrees=True)
    assert agree_to_publication(actor=asker(answer.matter), matter_id=answer.matter.pk, agrees=False)
    assert not agreed(answer.matter)
    assert not told_answers(CITY).exists()
    answer.refresh_from_db()
    assert answer.withdrawn_for == Answer.Withdrawn.CONSENT
    assert [*Consent.objects.order_by("pk").values_list("agrees", flat=True)] == [True, False]


def test_a_draft_goes_with_the_agreement(cast: Cast) -> None:
    draft = drafted(cast)
    assert draft.matter is not None
    agree_to_publication(actor=asker(draft.matter), matter_id=draft.matter.pk, agrees=False)
    assert not Answer.objects.exists()


def test_what_was_said_by_phone_is_written_down_by_who_answers(cast: Cast) -> None:
    matter = asked(cast)
    agree_to_publication(actor=cast["intake_officer"].viewer, matter_id=matter.pk, agrees=True)
    assert Consent.objects.get().by_post == cast["intake_officer"].post
    with pytest.raises(PermissionDenied):
        agree_to_publication(actor=LinkActor(matter.pk, acts=False), matter_id=matter.pk, agrees=False)
