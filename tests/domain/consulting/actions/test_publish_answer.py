"""A second person publishes what was shown, while whoever asked agrees; a correction withdraws what it replaces."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.consulting.access import told_answers
from sanling.domain.consulting.actions.draft_answer import draft_answer
from sanling.domain.consulting.actions.publish_answer import NotToBePublished, publish_answer
from sanling.domain.consulting.models import Answer, Consent
from tests.city import CITY
from tests.domain.consulting.helpers import WORDS, Cast, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_only_another_one_publishes_and_only_what_was_shown(cast: Cast) -> None:
    draft = drafted(cast)
    with pytest.raises(PermissionDenied):
        publish_answer(actor=cast["intake_officer"].viewer, answer_id=draft.pk, shown=draft.shown)
    with pytest.raises(Answer.DoesNotExist):
        publish_answer(
            actor=cast["sibling_county_peace_officer"].viewer, answer_id=draft.pk, shown=draft.shown
        )
    director = cast["centre_director"].viewer
    with pytest.raises(NotToBePublished):
        publish_answer(actor=director, answer_id=draft.pk, shown="")
    publish_answer(actor=director, answer_id=draft.pk, shown=draft.shown)
    assert told_answers(CITY).get() == draft
    with pytest.raises(Answer.DoesNotExist):
        publish_answer(actor=director, answer_id=draft.pk, shown=draft.shown)


def test_what_nobody_agrees_to_or_names_somebody_stays_a_draft(cast: Cast) -> None:
    draft = drafted(cast)
    director = cast["centre_director"].viewer
    Answer.objects.filter(pk=draft.pk).update(answer="王小明您好")
    draft.refresh_from_db()
    with pytest.raises(NotToBePublished):
        publish_answer(actor=director, answer_id=draft.pk, shown=draft.shown)
    Answer.objects.filter(pk=draft.pk).update(answer="您好")
    draft.refresh_from_db()
    Consent.objects.all().delete()
    with pytest.raises(NotToBePublished):
        publish_answer(actor=director, answer_id=draft.pk, shown=draft.shown)


def test_a_correction_takes_the_place_of_what_it_replaces(cast: Cast) -> None:
    first = published(cast)
    assert first.matter is not None
    words = replace(WORDS, answer="在国家医保服务平台备案，次日生效。")
    draft = draft_answer(actor=cast["intake_officer"].viewer, matter_id=first.matter.pk, words=words)
    publish_answer(actor=cast["centre_director"].viewer, answer_id=draft.pk, shown=draft.shown)
    assert told_answers(CITY).get() == draft
    first.refresh_from_db()
    assert first.withdrawn_for == Answer.Withdrawn.REPLACED
