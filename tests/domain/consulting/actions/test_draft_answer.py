"""A draft holds nothing that surely says who somebody is, and there is one of a question."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.consulting.actions.draft_answer import draft_answer
from sanling.domain.consulting.models import Answer
from sanling.domain.matters.errors import Invalid
from sanling.foundation.delivery.models import Notice
from tests.domain.consulting.helpers import WORDS, Cast, asked, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_kept_once_and_changed_and_who_may_publish_is_told(cast: Cast) -> None:
    draft = drafted(cast)
    assert draft.office == cast["intake_officer"].post.unit.label
    told = Notice.objects.filter(code="consulting.waits").values_list("recipient", flat=True)
    assert f"post:{cast['centre_director'].post.pk}" in told
    viewer = cast["intake_officer"].viewer
    assert draft.matter is not None
    again = draft_answer(actor=viewer, matter_id=draft.matter.pk, words=replace(WORDS, title="就医备案"))
    assert (again.pk, Answer.objects.get().title) == (draft.pk, "就医备案")


@pytest.mark.parametrize(
    "words",
    [
        {"question": "王小明问异地就医"},
        {"answer": "打 138 0000 0000"},
        {"title": ""},
        {"answer": "长" * 4001},
        {"category": "weather"},
    ],
)
def test_what_says_who_somebody_is_or_is_no_text_is_refused(cast: Cast, words: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(cast, words=replace(WORDS, **words))
    assert refused.value.errors.keys() == words.keys()
    assert not Answer.objects.exists()


def test_without_agreement_or_charge_there_is_none(cast: Cast) -> None:
    matter = asked(cast)
    with pytest.raises(Invalid):
        draft_answer(actor=cast["intake_officer"].viewer, matter_id=matter.pk, words=WORDS)
    with pytest.raises(PermissionDenied):
        draft_answer(actor=cast["county_leader"].viewer, matter_id=matter.pk, words=WORDS)


def test_a_correction_names_what_it_replaces(cast: Cast) -> None:
    stands = published(cast)
    assert stands.matter is not None
    again = draft_answer(actor=cast["intake_officer"].viewer, matter_id=stands.matter.pk, words=WORDS)
    assert again.replaces == stands
    assert again.pk != stands.pk
